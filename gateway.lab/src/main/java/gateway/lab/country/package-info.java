/**
 * A laboratory whose networks lie in several countries: {@link gateway.lab.country.Country} says where,
 * {@link gateway.lab.country.Abroad} writes the database and the lists that tell a gateway of it and gives hosts many
 * addresses, {@link gateway.lab.country.Throughput} reads from the router's counters what came from which country.
 * Everything runs on the caller's thread.
 */
package gateway.lab.country;
