package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in a message peers stand: a count of one byte and entries of one length behind it, to the message's end. An
 * address stands in network order, a port with its low byte first. The first of an entry's two ports is that of UDP,
 * but in a notice, where the second is.
 */
enum ListForm {
    /** Whom the sender wants to reach: address, another port, port. */
    NOTICE(Command.ASK, Command.NOTICE, 27, 8, 0, 6, 4, 0),
    /** Whom a peer knows: a type, address, port, another port, 13 bytes; then one byte more. */
    EXCHANGE(Command.ANSWER, Command.EXCHANGE, 22, 22, 1, 5, 7, 1),
    /** The same for one peer, without that byte. */
    ONE_PEER(Command.ANSWER, Command.ONE_PEER, 26, 22, 1, 5, 7, 0);

    private static final int TYPE = 0x0f;
    private static final int LOOPBACK = 127;
    /** Where multicast begins; behind it is nothing that a datagram could be sent to. */
    private static final int MULTICAST = 224;

    private final int family;
    private final int command;
    private final int count;
    private final int entry;
    private final int address;
    private final int port;
    private final int otherPort;
    private final int tail;

    ListForm(int family, int command, int count, int entry, int address, int port, int otherPort, int tail) {
        this.family = family;
        this.command = command;
        this.count = count;
        this.entry = entry;
        this.address = address;
        this.port = port;
        this.otherPort = otherPort;
        this.tail = tail;
    }

    /** The form of a message's list; null if it has none. */
    static ListForm of(Frame frame) {
        for (ListForm form : values()) {
            if (form.family == frame.family() && form.command == frame.command()) {
                return form;
            }
        }
        return null;
    }

    /** Whether a plain message holds just as many entries as it says. */
    boolean fits(ByteView message) {
        return message.length() > count && message.length() == first() + message.u8(count) * entry + tail;
    }

    /**
     * The peers of a plain message that {@link #fits}, without entries in which none can stand.
     *
     * @param start where the message begins in its datagram
     */
    List<ListedPeer> read(ByteView message, int start) {
        List<ListedPeer> peers = new ArrayList<>();
        for (int at = first(); at + entry + tail <= message.length(); at += entry) {
            int place = start + at;
            peer(message, at).ifPresent(peer -> peers.add(new ListedPeer(peer, place, entry)));
        }
        return peers;
    }

    /** Whether an entry of so many bytes begins at {@code at} of a plain message that {@link #fits}. */
    boolean isEntry(ByteView message, long at, int length) {
        return length == entry && at >= first() && at + entry + tail <= message.length()
            && (at - first()) % entry == 0;
    }

    /** Puts a peer into an entry at {@code at}; what else stands in it stays. */
    void put(ByteBuffer message, int at, Endpoint peer) {
        message.put(at + address, peer.address().bytes());
        message.putShort(at + port, Short.reverseBytes((short) peer.port()));
        message.putShort(at + otherPort, Short.reverseBytes((short) peer.port()));
    }

    private int first() {
        return count + 1;
    }

    private Optional<Endpoint> peer(ByteView message, int at) {
        int high = message.u8(at + address);
        int number = Little.u16(message, at + port);
        boolean possible = number != 0 && high != 0 && high != LOOPBACK && high < MULTICAST
            && (address == 0 || message.u8(at) == TYPE);
        return possible ? Optional.of(new Endpoint(IpAddress.v4(message.i32(at + address)), number))
            : Optional.empty();
    }
}
