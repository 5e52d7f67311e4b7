package gateway.localizer.layout;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Five ways of writing lists of peers, two of them real, and one that is protected by a checksum. */
enum Wire {
    /** PPStream's list of peers that a peer knows, plain: the port stands twice. */
    PPSTREAM(Transport.UDP, 2) {
        @Override
        void write(ByteBuffer out, List<Endpoint> peers, SplittableRandom random) {
            out.order(ByteOrder.LITTLE_ENDIAN).putShort((short) (24 + 22 * peers.size())).put((byte) 0x55)
                .putShort((short) 0x0012).putLong(KEYS[random.nextInt(KEYS.length)])
                .put(new byte[] {1, 0, 2, 0, (byte) random.nextInt(), 0x59, 0, 0, 0}).put((byte) peers.size());
            for (Endpoint peer : peers) {
                out.put((byte) 0x0f).put(peer.address().bytes()).putShort((short) peer.port())
                    .putShort((short) peer.port()).putLong(random.nextLong()).putInt(random.nextInt()).put((byte) 0);
            }
            out.put((byte) random.nextInt());
        }
    },
    /** What a tracker answers over UDP (BEP 15). */
    TRACKER(Transport.UDP, 0) {
        @Override
        void write(ByteBuffer out, List<Endpoint> peers, SplittableRandom random) {
            out.putInt(1).putInt(random.nextInt()).putInt(1800).putInt(random.nextInt(3000)).putInt(peers.size());
            peers.forEach(peer -> out.put(peer.address().bytes()).putShort((short) peer.port()));
        }
    },
    /** Addresses with their last byte first, and two bytes behind the port. */
    REVERSED(Transport.UDP, 0) {
        @Override
        void write(ByteBuffer out, List<Endpoint> peers, SplittableRandom random) {
            out.putShort((short) 0x7a31).put((byte) 4).putShort((short) random.nextInt()).put((byte) 0);
            for (Endpoint peer : peers) {
                byte[] address = peer.address().bytes();
                EntryForm.reverse(address);
                out.put(address).putShort((short) peer.port()).putShort((short) random.nextInt());
            }
        }
    },
    /** The port before the address, a count of two bytes with the low one first, and text of any length behind. */
    COUNTED(Transport.UDP, 2) {
        @Override
        void write(ByteBuffer out, List<Endpoint> peers, SplittableRandom random) {
            out.put((byte) 'L').put((byte) 'S').putInt(random.nextInt()).order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) peers.size()).order(ByteOrder.BIG_ENDIAN);
            peers.forEach(peer -> out.putShort((short) peer.port()).put(peer.address().bytes()));
            for (int i = random.nextInt(40); i >= 0; i--) {
                out.put((byte) ('a' + random.nextInt(26)));
            }
        }
    },
    /** In a stream: twelve bytes an entry, of which two lie between address and port. */
    PADDED(Transport.TCP, 0) {
        @Override
        void write(ByteBuffer out, List<Endpoint> peers, SplittableRandom random) {
            out.put("ZT\2\0".getBytes()).putInt(16 + 12 * peers.size() + 4).putLong(random.nextLong());
            peers.forEach(peer -> out.put(peer.address().bytes()).putShort((short) 0).putShort((short) peer.port())
                .putInt(random.nextInt()));
            out.putInt(0x0d0a0d0a);
        }
    },
    /** Entries of six bytes, and the checksum of all at the end. */
    CHECKED(Transport.UDP, 0) {
        @Override
        void write(ByteBuffer out, List<Endpoint> peers, SplittableRandom random) {
            out.putInt(0x43484b01).putInt(random.nextInt());
            peers.forEach(peer -> out.put(peer.address().bytes()).putShort((short) peer.port()));
            CRC32 sum = new CRC32();
            sum.update(out.array(), 0, out.position());
            out.putInt((int) sum.getValue());
        }
    };

    private static final long[] KEYS = {0x1122334455667788L, 0x0badcafe12345678L, 0x7766554433221100L};

    final Transport transport;
    /** Bytes of its count, with zeros that always stand before it; 0 if it has none. */
    final int countBytes;

    Wire(Transport transport, int countBytes) {
        this.transport = transport;
        this.countBytes = countBytes;
    }

    abstract void write(ByteBuffer out, List<Endpoint> peers, SplittableRandom random);

    String application() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    byte[] bytes(List<Endpoint> peers, SplittableRandom random) {
        ByteBuffer out = ByteBuffer.allocate(2048);
        write(out, peers, random);
        return java.util.Arrays.copyOf(out.array(), out.position());
    }
}
