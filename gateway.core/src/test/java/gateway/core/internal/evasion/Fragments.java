package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.harmless;
import static gateway.core.internal.evasion.Evasion.refused;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * IP fragments. The gateway's kernel puts them together before they are queued (conntrack needs ports), and drops all
 * of a packet whose fragments overlap; so does the model here. The laboratory asks the kernel itself.
 */
final class Fragments {
    private static final int HEADER = 20;
    private static final String BAD = Chat.says("it is " + Wire.WORD);
    private static final String GOOD = Chat.says("it is " + Wire.OTHER);

    private record Fragment(int at, byte[] bytes) {
    }

    private Fragments() {
    }

    static List<Evasion> all() {
        return List.of(
            refused("fragments of eight bytes", wire -> send(wire, BAD, false)),
            refused("fragments in reverse", wire -> send(wire, BAD, true)),
            harmless("fragments that overlap", wire -> {
                byte[] good = Wire.bytesOf(wire.at(wire.here(), GOOD));
                byte[] bad = Wire.bytesOf(wire.at(wire.here(), BAD));
                int cut = good.length - HEADER - 16 & ~7;
                whole(wire, good, List.of(cut(good, 0, cut), cut(bad, cut - 8, bad.length - HEADER),
                    cut(good, cut, good.length - HEADER)));
                wire.send(GOOD);
            }),
            refused("options in the IP header", wire -> {
                byte[] plain = Wire.bytesOf(wire.at(wire.here(), BAD));
                ByteBuffer packet = ByteBuffer.allocate(plain.length + 4).put(plain, 0, HEADER)
                    .put(new byte[] {1, 1, 1, 0}).put(plain, HEADER, plain.length - HEADER);
                packet.put(0, (byte) 0x46).putShort(2, (short) packet.capacity());
                wire.passBytes(packet.array());
            }));
    }

    private static void send(Wire wire, String text, boolean reverse) {
        byte[] packet = Wire.bytesOf(wire.at(wire.here(), text));
        List<Fragment> fragments = new java.util.ArrayList<>();
        for (int at = 0; at < packet.length - HEADER; at += 8) {
            fragments.add(cut(packet, at, Math.min(packet.length - HEADER, at + 8)));
        }
        if (reverse) {
            java.util.Collections.reverse(fragments);
        }
        whole(wire, packet, fragments);
    }

    private static Fragment cut(byte[] packet, int from, int to) {
        return new Fragment(from, Arrays.copyOfRange(packet, HEADER + from, HEADER + to));
    }

    /** What the kernel hands over when all fragments are there: nothing, if two of them are about the same bytes. */
    private static void whole(Wire wire, byte[] packet, List<Fragment> fragments) {
        boolean[] came = new boolean[packet.length];
        byte[] whole = Arrays.copyOf(packet, packet.length);
        for (Fragment fragment : fragments) {
            for (int i = 0; i < fragment.bytes.length; i++) {
                if (came[fragment.at + i]) {
                    return;
                }
                came[fragment.at + i] = true;
                whole[HEADER + fragment.at + i] = fragment.bytes[i];
            }
        }
        wire.passBytes(whole);
    }
}
