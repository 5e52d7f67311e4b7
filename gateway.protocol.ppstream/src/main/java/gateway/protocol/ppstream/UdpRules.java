package gateway.protocol.ppstream;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Signature;
import java.util.ArrayList;
import java.util.List;

/** What tells PPStream over UDP: a datagram that says its length and a command, and says both scrambled, mostly. */
final class UdpRules {
    private static final Detection SCRAMBLED = Detection.certain("P1 scrambled").announcing();
    private static final Detection PLAIN = Detection.certain("P2 plain").announcing();
    private static final Detection PREFIXED = Detection.certain("P3 prefixed").announcing();
    private static final Detection ANNOUNCED = Detection.certain("peer list").announcing();
    /** Where servers listen. */
    private static final int SERVERS = 17788;
    /** What the length's high byte leaves free. */
    private static final int HIGH_MASK = 0xff & ~(Frame.LONGEST >> 8);
    private static final int[] FAMILIES = {Command.LIVE, Command.ASK, Command.ANSWER};
    private static final int[] HIGH = {0x00, 0x71, 0x17};

    private UdpRules() {
    }

    static List<Signature> signatures() {
        List<Signature> all = new ArrayList<>();
        all.add(new Signature.Anchored("P1 scrambled", Transport.UDP, 1, bytes(Scrambling.FLAG), bytes(HIGH_MASK),
            Frame.SHORTEST));
        all.add(new Signature.Anchored("P2 live", Transport.UDP, 1, bytes(0, Command.LIVE), bytes(HIGH_MASK, 0xff),
            Frame.SHORTEST));
        for (int high : HIGH) {
            for (int family : FAMILIES) {
                if (family != Command.LIVE) {
                    all.add(command("P2 plain", 1, family, high));
                }
                if (high != 0) {
                    all.add(command("P3 prefixed", 3, family, high));
                }
            }
        }
        return List.copyOf(all);
    }

    static Detection detect(Flow flow, Head head) {
        int newest = head.newest();
        Frame frame = frame(head, newest);
        if (frame == null) {
            // One that proves little may stand beside what is nothing of ours; then it was no message either.
            return Detection.NO;
        }
        return proves(flow, frame, head.payload(newest)) || agreement(head) ? detection(frame) : Detection.NEED_MORE;
    }

    /** The far end was announced: any message will do. */
    static Detection detectAnnounced(Head head) {
        return frame(head, head.newest()) == null ? Detection.NO : ANNOUNCED;
    }

    private static Detection detection(Frame frame) {
        return switch (frame.form()) {
            case SCRAMBLED -> SCRAMBLED;
            case PLAIN -> PLAIN;
            case PREFIXED -> PREFIXED;
        };
    }

    /** Whether a stranger cannot say it by chance. */
    private static boolean proves(Flow flow, Frame frame, ByteView datagram) {
        if (frame.form() != Frame.Form.PLAIN) {
            return frame.known();
        }
        boolean server = flow.server().port() == SERVERS || flow.client().port() == SERVERS;
        return server || Notices.isOne(frame, datagram);
    }

    /** Whether two datagrams are messages. */
    private static boolean agreement(Head head) {
        for (int i = 0; i < head.newest(); i++) {
            if (frame(head, i) != null) {
                return true;
            }
        }
        return false;
    }

    private static Frame frame(Head head, int index) {
        return Frame.read(head.payload(index), head.payloadLength(index));
    }

    private static Signature command(String name, int offset, int family, int high) {
        return new Signature.Anchored(name, Transport.UDP, offset, bytes(0, family, 0, high),
            bytes(HIGH_MASK, 0xff, 0, 0xff), Frame.SHORTEST);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
