/**
 * The gateway as its user meets it: {@link gateway.lab.appliance.GatewayProcess} starts the launcher with
 * {@code run}, {@link gateway.lab.appliance.Configuration} writes and changes the files that it watches,
 * {@link gateway.lab.appliance.Gogo} talks to its shell, {@link gateway.lab.appliance.Records} reads what it wrote.
 * Nothing here shares code with the gateway. One thread pumps each gateway's output; everything else is the
 * caller's.
 */
package gateway.lab.appliance;
