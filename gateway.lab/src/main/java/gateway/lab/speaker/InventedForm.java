package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/** Ways of writing lists of peers: two that exist, three that do not, and one of these with a checksum. */
public enum InventedForm {
    /** As PPStream's peers tell each other, plain. */
    PPSTREAM(0, 0, false) {
        @Override
        byte[] write(int channel, List<InetSocketAddress> peers, RandomGenerator random) {
            return PpstreamMessages.peers(PpstreamMessages.key(channel == 0 ? "news" : "football"), peers);
        }

        @Override
        List<InetSocketAddress> read(byte[] message) throws IOException {
            return PpstreamMessages.peersOf(message);
        }
    },
    /** As a tracker of BitTorrent answers over UDP (BEP 15). */
    TRACKER(20, 6, false) {
        @Override
        void head(ByteBuffer out, int peers, RandomGenerator random) {
            out.putInt(1).putInt(random.nextInt()).putInt(1800).putInt(random.nextInt(3000)).putInt(peers);
        }
    },
    /** Addresses with their last byte first, and two bytes behind the port. */
    REVERSED(6, 8, false) {
        @Override
        void head(ByteBuffer out, int peers, RandomGenerator random) {
            out.putShort((short) 0x7a31).put((byte) 4).putShort((short) random.nextInt()).put((byte) 0);
        }

        @Override
        void entry(ByteBuffer out, byte[] address, short port) {
            out.put(reversed(address)).putShort(port).putShort((short) 0x0bad);
        }

        @Override
        InetSocketAddress entry(ByteBuffer in) throws IOException {
            byte[] address = reversed(bytes(in));
            int port = in.getShort() & 0xffff;
            in.getShort();
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        }
    },
    /** The port before the address, and how many there are with the low byte first. */
    COUNTED(8, 6, false) {
        @Override
        void head(ByteBuffer out, int peers, RandomGenerator random) {
            out.put((byte) 'L').put((byte) 'S').putInt(random.nextInt()).putShort(Short.reverseBytes((short) peers));
        }

        @Override
        void entry(ByteBuffer out, byte[] address, short port) {
            out.putShort(port).put(address);
        }

        @Override
        InetSocketAddress entry(ByteBuffer in) throws IOException {
            int port = in.getShort() & 0xffff;
            return new InetSocketAddress(InetAddress.getByAddress(bytes(in)), port);
        }
    },
    /** In a stream: twelve bytes an entry, of which two lie between address and port. */
    PADDED(16, 12, true) {
        @Override
        void head(ByteBuffer out, int peers, RandomGenerator random) {
            out.put("ZT\2\0".getBytes()).putInt(16 + 12 * peers).putLong(random.nextLong());
        }

        @Override
        void entry(ByteBuffer out, byte[] address, short port) {
            out.put(address).putShort((short) 0).putShort(port).putInt(0x01020304);
        }

        @Override
        InetSocketAddress entry(ByteBuffer in) throws IOException {
            byte[] address = bytes(in);
            in.getShort();
            int port = in.getShort() & 0xffff;
            in.getInt();
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        }
    },
    /** Like the tracker's, with the checksum of all in front of the entries; whom it does not fit is not believed. */
    CHECKED(12, 6, false) {
        private static final int SUM = 8;

        @Override
        void head(ByteBuffer out, int peers, RandomGenerator random) {
            out.putInt(0x43484b01).putInt(random.nextInt()).putInt(0);
        }

        @Override
        byte[] write(int channel, List<InetSocketAddress> peers, RandomGenerator random) {
            byte[] message = super.write(channel, peers, random);
            ByteBuffer.wrap(message).putInt(SUM, sum(message));
            return message;
        }

        @Override
        List<InetSocketAddress> read(byte[] message) throws IOException {
            return sum(message) == ByteBuffer.wrap(message).getInt(SUM) ? super.read(message) : List.of();
        }

        private static int sum(byte[] message) {
            CRC32 sum = new CRC32();
            sum.update(message, SUM + Integer.BYTES, message.length - SUM - Integer.BYTES);
            return (int) sum.getValue();
        }
    };

    private static final int FIRST_PORT = 7000;
    private static final int FIRST_PEER_PORT = 2000;
    private static final int PEER_PORTS = 5000;
    private static final int ADDRESS = 4;

    private final int head;
    private final int stride;
    private final boolean stream;

    InventedForm(int head, int stride, boolean stream) {
        this.head = head;
        this.stride = stride;
        this.stream = stream;
    }

    /** Whether lists come over TCP, one a connection. */
    boolean stream() {
        return stream;
    }

    /** The server's port for it. */
    public int port() {
        return FIRST_PORT + ordinal();
    }

    /** Peers of a channel use ports of their own, so that everybody sees whose they are. */
    int peerPort(int channel, RandomGenerator random) {
        return firstPeerPort(channel) + random.nextInt(PEER_PORTS);
    }

    /** Whether a peer is one of the channel. */
    boolean isOf(int channel, InetSocketAddress peer) {
        int number = peer.getPort() - firstPeerPort(channel);
        return number >= 0 && number < PEER_PORTS;
    }

    private int firstPeerPort(int channel) {
        return FIRST_PEER_PORT + (2 * ordinal() + channel) * PEER_PORTS;
    }

    /** A list of a channel's peers, as it is sent. */
    byte[] write(int channel, List<InetSocketAddress> peers, RandomGenerator random) {
        ByteBuffer out = ByteBuffer.allocate(head + stride * peers.size());
        head(out, peers.size(), random);
        peers.forEach(peer -> entry(out, peer.getAddress().getAddress(), (short) peer.getPort()));
        return out.array();
    }

    /** Its peers; none if it is not believed. */
    List<InetSocketAddress> read(byte[] message) throws IOException {
        List<InetSocketAddress> peers = new ArrayList<>();
        for (int at = head; at + stride <= message.length; at += stride) {
            peers.add(entry(ByteBuffer.wrap(message, at, stride)));
        }
        return peers;
    }

    void head(ByteBuffer out, int peers, RandomGenerator random) {
    }

    void entry(ByteBuffer out, byte[] address, short port) {
        out.put(address).putShort(port);
    }

    InetSocketAddress entry(ByteBuffer in) throws IOException {
        byte[] address = bytes(in);
        return new InetSocketAddress(InetAddress.getByAddress(address), in.getShort() & 0xffff);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] address = new byte[ADDRESS];
        in.get(address);
        return address;
    }

    private static byte[] reversed(byte[] address) {
        byte[] turned = Arrays.copyOf(address, address.length);
        return ByteBuffer.wrap(turned).putInt(0, ByteBuffer.wrap(address).order(ByteOrder.LITTLE_ENDIAN).getInt())
            .array();
    }
}
