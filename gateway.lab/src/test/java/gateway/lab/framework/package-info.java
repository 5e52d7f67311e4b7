/**
 * The appliance's framework inside the test's own JVM: started as {@code ./gateway} starts it, from the same files,
 * so that bundles, start levels and hot deployment can be looked at from within. No packet is taken in.
 */
package gateway.lab.framework;
