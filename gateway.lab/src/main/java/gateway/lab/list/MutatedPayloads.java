package gateway.lab.list;

import gateway.api.locality.LearntList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.choice.Admission;
import gateway.localizer.layout.Learner;
import gateway.localizer.layout.Terms;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Payloads with lists in three learnt layouts, cut, changed, and lying about counts, which are read and written: no
 * byte changes but those of an entry's address and port, and none of the others is read.
 */
public final class MutatedPayloads {
    private static final String LAYOUTS = """
        {"layouts":[
        {"application":"bench","transport":"udp","mark":"00000001","first":20,"stride":6,"address":"IPv4","port":4,
         "tail":0},
        {"application":"bench","transport":"udp","mark":"....5512","first":24,"stride":22,"address":"IPv4","port":4,
         "portAgain":6,"portReversed":true,"tail":14,"count":22,"countBytes":1},
        {"application":"bench","transport":"udp","mark":"4c53","first":10,"stride":12,"address":"IPv4","port":-2,
         "addressReversed":true,"count":6,"countBytes":2,"countReversed":true}]}
        """;
    private static final int[] FIRST = {20, 24, 10};
    private static final int[] STRIDE = {6, 22, 12};
    private static final int[] BEHIND = {0, 0, 6};
    private static final long FIRST_OFFSET = 1L << 40;

    private final SplittableRandom random;
    private final Learner learner = new Learner(new Terms(3, 5000, 3, new Admission(List.of())));
    private long lists;

    /** A block of payloads. */
    public MutatedPayloads(long number) {
        random = new SplittableRandom(number);
        learner.adopt(LAYOUTS);
    }

    /**
     * Makes a payload, reads it and writes other peers into it.
     *
     * @return what is wrong with that; empty if nothing is
     */
    public String next() {
        byte[] payload = mutated(payload(random.nextInt(FIRST.length)));
        Optional<LearntList> found = learner.read("bench", Transport.UDP, ByteView.of(payload), FIRST_OFFSET);
        return found.map(list -> broken(payload, list)).orElse("");
    }

    private String broken(byte[] payload, LearntList list) {
        lists++;
        List<ListedPeer> places = new ArrayList<>();
        List<Endpoint> newcomers = new ArrayList<>();
        for (ListedPeer place : list.peers()) {
            if (!ListRules.isPublic(place.peer().address()) || place.peer().port() == 0) {
                return "it lists who cannot be a peer";
            }
            if (random.nextBoolean()) {
                places.add(place);
                newcomers.add(new Endpoint(IpAddress.v4(0x1400_0000 + random.nextInt(1 << 20)),
                    1 + random.nextInt(65_535)));
            }
        }
        byte[] written = payload.clone();
        if (!list.write(written, FIRST_OFFSET, places, newcomers)) {
            return "it cannot be written";
        }
        return stray(payload, written, places) ? "a byte changed that belongs to nobody who was replaced" : "";
    }

    private static boolean stray(byte[] before, byte[] after, List<ListedPeer> places) {
        byte[] restored = after.clone();
        for (ListedPeer place : places) {
            int at = (int) (place.offset() - FIRST_OFFSET);
            System.arraycopy(before, at, restored, at, place.length());
        }
        return !Arrays.equals(before, restored);
    }

    private byte[] payload(int layout) {
        int entries = 3 + random.nextInt(40);
        byte[] bytes = new byte[FIRST[layout] + entries * STRIDE[layout] + BEHIND[layout]];
        random.nextBytes(bytes);
        ByteBuffer out = ByteBuffer.wrap(bytes);
        for (int i = 0; i < entries; i++) {
            int at = FIRST[layout] + i * STRIDE[layout];
            out.putInt(at, 0x2000_0000 + random.nextInt(1 << 26));
            if (layout == 2) {
                out.put(at + 3, (byte) (20 + random.nextInt(60)));
            }
        }
        switch (layout) {
            case 0 -> out.putInt(0, 1);
            case 1 -> out.putShort(2, (short) 0x5512).put(22, (byte) entries);
            default -> out.putShort(0, (short) 0x4c53).putShort(6, Short.reverseBytes((short) entries));
        }
        return bytes;
    }

    private byte[] mutated(byte[] good) {
        byte[] bytes = random.nextInt(3) > 0 ? good : Arrays.copyOf(good, random.nextInt(2 * good.length));
        for (int changes = random.nextInt(6); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(Math.min(bytes.length, random.nextBoolean() ? 26 : bytes.length))]
                = (byte) random.nextInt();
        }
        return bytes;
    }

    /** How many were taken for lists. */
    public long lists() {
        return lists;
    }
}
