package gateway.core.internal.crafted;

import gateway.core.internal.packet.Packet;
import java.nio.charset.StandardCharsets;

/** The packets of one TCP connection, with the numbers that two real ends would give them. */
public final class TcpTalk {
    private final String client;
    private final int clientPort;
    private final String server;
    private final int serverPort;
    private int clientNext = 1_000;
    private int serverNext = 0xffff_ff00;

    /** A connection between these ends. The server's numbers run over 2^32 early. */
    public TcpTalk(String client, int clientPort, String server, int serverPort) {
        this.client = client;
        this.clientPort = clientPort;
        this.server = server;
        this.serverPort = serverPort;
    }

    /** From 192.0.2.1:40000 to 198.51.100.2:50000. */
    public static TcpTalk v4() {
        return new TcpTalk("192.0.2.1", 40_000, "198.51.100.2", 50_000);
    }

    /** From [2001:db8::1]:40000 to [2001:db8:5::2]:50000. */
    public static TcpTalk v6() {
        return new TcpTalk("2001:db8::1", 40_000, "2001:db8:5::2", 50_000);
    }

    /** Begins again with these numbers, for a second connection on the same ports. */
    public TcpTalk from(int clientFirst, int serverFirst) {
        clientNext = clientFirst;
        serverNext = serverFirst;
        return this;
    }

    /** The client's first packet. */
    public CraftedPacket syn() {
        return toServer().flags(Packet.SYN).seq(clientNext++).ack(0);
    }

    /** The server's first packet. */
    public CraftedPacket synAck() {
        CraftedPacket packet = toClient().flags(Packet.SYN | Packet.ACK);
        serverNext++;
        return packet;
    }

    /** The client acknowledges everything. */
    public CraftedPacket clientAck() {
        return toServer();
    }

    /** The server acknowledges everything. */
    public CraftedPacket serverAck() {
        return toClient();
    }

    /** The client sends. */
    public CraftedPacket client(String text) {
        return client(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The client sends. */
    public CraftedPacket client(byte[] bytes) {
        CraftedPacket packet = toServer().payload(bytes);
        clientNext += bytes.length;
        return packet;
    }

    /** The server sends. */
    public CraftedPacket server(String text) {
        return server(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The server sends. */
    public CraftedPacket server(byte[] bytes) {
        CraftedPacket packet = toClient().payload(bytes);
        serverNext += bytes.length;
        return packet;
    }

    /** The client has nothing more to say. */
    public CraftedPacket clientFin() {
        CraftedPacket packet = toServer().flags(Packet.FIN | Packet.ACK);
        clientNext++;
        return packet;
    }

    /** The client goes away. */
    public CraftedPacket clientRst() {
        return toServer().flags(Packet.RST | Packet.ACK);
    }

    /** The server has nothing more to say. */
    public CraftedPacket serverFin() {
        CraftedPacket packet = toClient().flags(Packet.FIN | Packet.ACK);
        serverNext++;
        return packet;
    }

    /** The client's next sequence number. */
    public int clientNext() {
        return clientNext;
    }

    /** The server's next sequence number. */
    public int serverNext() {
        return serverNext;
    }

    private CraftedPacket toServer() {
        return CraftedPacket.tcp().from(client, clientPort).to(server, serverPort).seq(clientNext).ack(serverNext);
    }

    private CraftedPacket toClient() {
        return CraftedPacket.tcp().from(server, serverPort).to(client, clientPort).seq(serverNext).ack(clientNext);
    }
}
