/**
 * Packets, parsers and a kernel made for tests: {@code CraftedPacket} builds one packet, {@code TcpTalk} the packets
 * of one connection, {@code FakeParser} recognises what a test wants, {@code FakeKernel} follows the gateway's rules
 * with marks and sets. Everything is called on the test's thread.
 */
package gateway.core.internal.crafted;
