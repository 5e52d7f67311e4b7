/**
 * EXAMPLE over UDP: a greeting in each datagram. A placeholder until it reads a real protocol:
 * {@code docs/add-a-protocol.md} shows how. {@link gateway.protocol.example.ExampleParser} is the service; core calls
 * it on several worker threads at once, and the dissector of a flow on the one thread that owns the flow.
 */
package gateway.protocol.example;
