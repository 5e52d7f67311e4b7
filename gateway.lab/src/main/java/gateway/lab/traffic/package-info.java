/**
 * Traffic that no packaged program makes: paced datagrams and segments of a refused flow, floods of SYNs, a client that
 * keeps reconnecting, a ping-pong over UDP. Each class with a {@code main} runs in a JVM of its own inside a host's
 * namespace, started by {@link gateway.lab.traffic.JavaProgram}, and prints what it did. Only ever used inside
 * namespaces of the laboratory.
 */
package gateway.lab.traffic;
