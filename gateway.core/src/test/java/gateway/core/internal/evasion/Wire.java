package gateway.core.internal.evasion;

import gateway.api.packet.IpAddress;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.keyword.KeywordSet;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.KeywordCondition;
import gateway.core.internal.policy.KeywordCondition.Effect;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.policy.TextKind;
import gateway.core.internal.source.RawPacket;
import gateway.protocol.http.HttpParser;
import gateway.protocol.msn.MsnParser;
import gateway.testkit.ManualClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One connection between an evader and a {@link Receiver}, through a gateway that refuses or overwrites
 * {@link #WORD}. Places in the evader's stream count from 0. Text is one character a byte.
 */
final class Wire {
    /** What must not be said. */
    static final String WORD = "umbra";
    /** Says where the stream goes; of the length of {@link #WORD}. */
    static final String OTHER = "apple";

    private static final String CLIENT = "192.0.2.1";
    private static final String SERVER = "198.51.100.2";
    private static final int SERVER_FIRST = 7_000_000;
    private static final byte[] SYN_OPTIONS = {2, 4, 5, (byte) 0xb4, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 3, 3, 0, 0};

    final ManualClock clock = new ManualClock(1_000_000_000_000L);
    final Pipeline pipeline;
    private final Way way;
    private final Receiver receiver;
    private final int first;
    private final int window;
    /** Where the next honest byte belongs. */
    private int here;
    private int stamp = 1000;

    Wire(Stack stack, Effect effect, int first) {
        this.first = first;
        receiver = new Receiver(stack, first, SERVER_FIRST);
        Rule rule = Rule.of("no-" + WORD, 10, Set.of(), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), gateway.api.policy.Action.BLOCK, 0).withKeywords(new KeywordCondition(
                KeywordSet.of(List.of(WORD), KeywordSet.Match.SUBSTRING), EnumSet.allOf(TextKind.class), effect, '*'));
        Policy policy = new Policy(2, List.of(rule), new ExceptionPolicies(Set.of()), ZoneOffset.UTC);
        way = new Way(policy.generation(), IpAddress.parse(SERVER).orElseThrow(), receiver::take);
        pipeline = new Pipeline(new PipelineSettings(0, 100, FlowTimeouts.DEFAULT, 16, 42, true),
            new PipelineServices(clock.millis(), InsideNetworks.NONE::side, new AnnouncedAddresses(64, 60_000, 1), way,
                way, FlowObserver.NONE, (entry, thrown) -> {
                    throw new AssertionError(thrown);
                }));
        pipeline.onParsers(new ParserSet(List.of(new MsnParser(), new HttpParser())));
        pipeline.onPolicy(policy);
        way.through(pipeline);
        this.window = Math.min(65_535, stack.window());
    }

    /** Opens the connection, with bytes and options in the SYN. They are not the next honest ones. */
    Wire open(String text, byte... options) {
        byte[] offered = Arrays.copyOf(SYN_OPTIONS, SYN_OPTIONS.length + options.length);
        System.arraycopy(options, 0, offered, SYN_OPTIONS.length, options.length);
        way.send(bytesOf(to(first - 1).flags(Packet.SYN).ack(0).options(offered).window(window).payload(text)));
        way.send(bytesOf(back(SERVER_FIRST - 1).flags(Packet.SYN | Packet.ACK).ack(receiver.number())
            .options(SYN_OPTIONS).window(window)));
        return this;
    }

    /** The evader's next honest segment, acknowledged by the receiver. */
    Wire send(String text) {
        pass(at(here, text));
        here += text.length();
        return this;
    }

    /** The honest stream goes on behind what was put there otherwise. */
    Wire skip(int bytes) {
        here += bytes;
        return this;
    }

    /** Where the next honest byte belongs. */
    int here() {
        return here;
    }

    /** A segment for any place in the stream, made by the rules; it is sent by {@link #pass}. */
    CraftedPacket at(int place, String text) {
        return to(first + place).payload(text).options(stamp(stamp++));
    }

    /** The options of a segment with this timestamp. */
    static byte[] stamp(int value) {
        return ByteBuffer.allocate(12).put((byte) 1).put((byte) 1).put((byte) 8).put((byte) 10).putInt(value).putInt(1)
            .array();
    }

    /** What has the oldest timestamp that there is. */
    static byte[] oldStamp() {
        return stamp(10);
    }

    /** The timestamp of the next segment. */
    int nextStamp() {
        return stamp;
    }

    /** A segment without payload and without timestamp at the place of the next honest byte. */
    CraftedPacket bare() {
        return to(first + here);
    }

    /** A packet takes its way, and the receiver acknowledges what it has. */
    Wire pass(CraftedPacket packet) {
        return passBytes(bytesOf(packet));
    }

    /** The same for a packet that is made otherwise. */
    Wire passBytes(byte[] packet) {
        way.send(packet);
        way.send(bytesOf(back(SERVER_FIRST).ack(receiver.number()).options(stamp(1))));
        return this;
    }

    /** Its checksum is wrong on its way. */
    Wire passDamaged(CraftedPacket packet) {
        byte[] bytes = bytesOf(packet);
        bytes[20 + 16] ^= 0x55;
        return passBytes(bytes);
    }

    /** Time passes. */
    Wire wait(int millis) {
        clock.advanceMillis(millis);
        pipeline.onTimer(clock.millis().getAsLong());
        return this;
    }

    /** What the receiver's application can read. */
    byte[] readable() {
        return receiver.readable();
    }

    /** Whether the gateway refused the connection. */
    boolean refused() {
        return way.refused() || pipeline.counters().refusedFlows > 0;
    }

    /** How many packets the gateway holds. */
    int waiting() {
        return way.waiting();
    }

    /** A packet with its checksum. */
    static byte[] bytesOf(CraftedPacket packet) {
        RawPacket raw = packet.checksummed().raw();
        byte[] bytes = new byte[raw.length];
        raw.bytes.get(raw.offset, bytes);
        return bytes;
    }

    /** What Unicode text is in UTF-8, one character a byte. */
    static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static CraftedPacket to(int sequence) {
        return CraftedPacket.tcp().from(CLIENT, 40_000).to(SERVER, 50_000).seq(sequence).ack(SERVER_FIRST);
    }

    private CraftedPacket back(int sequence) {
        return CraftedPacket.tcp().from(SERVER, 50_000).to(CLIENT, 40_000).seq(sequence).ack(first).window(65_535);
    }
}
