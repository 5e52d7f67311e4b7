package gateway.core.internal.evasion;

import static gateway.core.internal.evasion.Evasion.Outcome.HARMLESS;
import static gateway.core.internal.evasion.Evasion.Outcome.REFUSED;
import static gateway.core.internal.evasion.Evasion.fresh;
import static gateway.core.internal.evasion.Evasion.harmless;
import static gateway.core.internal.evasion.Evasion.over;
import static gateway.core.internal.evasion.Evasion.refused;
import static gateway.core.internal.evasion.Evasion.web;

import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.packet.Packet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Packets that the gateway sees and the receiver never takes, so that they may see different streams. */
final class Insertion {
    private static final String BAD = Chat.says("it is " + Wire.WORD);
    private static final String GOOD = Chat.says("it is " + Wire.OTHER);
    private static final int SHORT = Way.HOPS;
    private static final byte[] SIGNATURE = {19, 18, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private Insertion() {
    }

    static List<Evasion> all() {
        return Stream.of(segments(), beginnings(), controls()).flatMap(List::stream).toList();
    }

    /** Segments with bytes. */
    private static List<Evasion> segments() {
        return List.of(
            first("low TTL first", packet -> packet.timeToLive(SHORT)),
            refused("low TTL with the word, then honest bytes", wire -> {
                wire.pass(wire.at(wire.here(), BAD).timeToLive(SHORT)).send(GOOD);
            }),
            harmless("wrong checksum first", wire -> {
                wire.passDamaged(wire.at(wire.here(), BAD)).send(GOOD);
            }),
            refused("wrong checksum with honest bytes first", wire -> {
                wire.passDamaged(wire.at(wire.here(), GOOD)).send(BAD);
            }),
            refused("old timestamp first", wire -> {
                wire.send(GOOD).pass(wire.at(wire.here(), GOOD).options(Wire.oldStamp())).send(BAD);
            }),
            over("timestamp of the future first", wire -> {
                wire.pass(wire.at(wire.here(), GOOD).options(Wire.stamp(1 << 30)).timeToLive(SHORT)).send(BAD);
            }),
            first("without ACK first", packet -> packet.flags(0)),
            first("acknowledges what was not sent, first", packet -> packet.ack(0x1234_5678)),
            first("signature that nobody asked for, first", packet -> packet.options(SIGNATURE)),
            first("all flags off but PSH, first", packet -> packet.flags(0x08)),
            harmless("beyond the window first", wire -> {
                wire.pass(wire.at(wire.here() + 200_000, BAD)).send(GOOD);
            }),
            refused("word in a segment with SYN", wire -> {
                wire.pass(wire.at(wire.here() - 1, GOOD).flags(Packet.SYN | Packet.ACK).timeToLive(SHORT));
                wire.send(GOOD).send(BAD);
            }));
    }

    /** What a connection is known by is not taken by the receiver, and comes again otherwise. */
    private static List<Evasion> beginnings() {
        String good = Chat.SIGN_IN + GOOD;
        String bad = Chat.SIGN_IN + BAD;
        String unfinished = BAD.substring(0, BAD.indexOf("it is")).replaceFirst("2 N 73", "2 N 99") + "it is umbra, is";
        String split = Chat.SIGN_IN + Chat.says("it is umbXra");
        return List.of(
            fresh("sign-in and message with low TTL first", HARMLESS, wire -> {
                wire.pass(wire.at(0, good).timeToLive(SHORT)).pass(wire.at(0, bad)).send(good);
            }),
            fresh("sign-in with low TTL in two segments first", HARMLESS, wire -> {
                wire.pass(wire.at(0, good.substring(0, 5)).timeToLive(SHORT));
                wire.pass(wire.at(5, good.substring(5)).timeToLive(SHORT)).pass(wire.at(0, bad)).send(good);
            }),
            web("request with low TTL first", HARMLESS, wire -> {
                wire.pass(wire.at(0, Names.HONEST).timeToLive(SHORT));
                wire.pass(wire.at(0, Names.HONEST.replace(Wire.OTHER, Wire.WORD))).send(Names.HONEST);
            }),
            web("request with low TTL in two segments first", HARMLESS, wire -> {
                wire.pass(wire.at(0, Names.HONEST.substring(0, 8)).timeToLive(SHORT));
                wire.pass(wire.at(8, Names.HONEST.substring(8)).timeToLive(SHORT));
                wire.pass(wire.at(0, Names.HONEST.replace(Wire.OTHER, Wire.WORD))).send(Names.HONEST);
            }),
            fresh("urgent byte within the word, with the sign-in", HARMLESS, wire -> {
                wire.pass(wire.at(0, split).flags(Packet.ACK | Packet.URG).urgent(split.length() - 2));
                wire.skip(split.length());
            }),
            fresh("with the sign-in, and never finished", REFUSED, wire ->
                wire.send(Chat.SIGN_IN + unfinished).wait(60_000).send("s")),
            refused("a message that is never finished", wire -> wire.send(unfinished).wait(60_000).send("s")));
    }

    /** Segments that end or begin a connection, or stretch a header. */
    private static List<Evasion> controls() {
        return List.of(
            refused("reset with low TTL", wire -> {
                wire.pass(wire.bare().flags(Packet.RST).timeToLive(SHORT)).send(BAD);
            }),
            over("reset with low TTL, then SYN with low TTL", wire -> {
                wire.pass(wire.bare().flags(Packet.RST).timeToLive(SHORT));
                wire.pass(wire.bare().flags(Packet.SYN).seq(99).ack(0).timeToLive(SHORT)).send(BAD);
            }),
            refused("reset with wrong checksum", wire ->
                wire.passDamaged(wire.bare().flags(Packet.RST)).send(BAD)),
            refused("reset far away", wire ->
                wire.pass(wire.bare().flags(Packet.RST).seq(0x7000_0000)).send(BAD)),
            over("reset in the window, not exact", wire -> {
                wire.pass(wire.at(wire.here() + 700, "").flags(Packet.RST)).send(BAD);
            }),
            over("reset of what is old", wire ->
                wire.pass(wire.at(wire.here() - 10, "").flags(Packet.RST)).send(BAD)),
            over("a real reset", wire -> wire.pass(wire.bare().flags(Packet.RST)).send(BAD)),
            over("a reset that carries bytes", wire -> {
                wire.pass(wire.at(wire.here() + 700, GOOD).flags(Packet.RST | Packet.ACK)).send(BAD);
            }),
            refused("FIN with low TTL", wire ->
                wire.pass(wire.bare().flags(Packet.FIN | Packet.ACK).timeToLive(SHORT)).send(BAD)),
            refused("FIN behind a gap", wire ->
                wire.pass(wire.at(wire.here() + 500, "").flags(Packet.FIN | Packet.ACK)).send(BAD)),
            refused("SYN on the open connection, with low TTL", wire ->
                wire.pass(wire.bare().flags(Packet.SYN).seq(5).ack(0).timeToLive(SHORT)).send(BAD)),
            refused("SYN far away on the open connection", wire ->
                wire.pass(wire.bare().flags(Packet.SYN).seq(0x7000_0000).ack(0)).send(BAD)),
            harmless("urgent byte within the word", wire -> {
                String split = Chat.says("it is umbXra");
                wire.pass(wire.at(wire.here(), split).flags(Packet.ACK | Packet.URG).urgent(split.length() - 2));
                wire.skip(split.length());
            }),
            refused("urgent pointer beyond the segment", wire ->
                wire.pass(wire.at(wire.here(), BAD).flags(Packet.ACK | Packet.URG).urgent(9000))),
            harmless("header length beyond the packet", wire -> {
                byte[] packet = Wire.bytesOf(wire.at(wire.here(), "umbra"));
                packet[20 + 12] = (byte) 0xf0;
                wire.passBytes(packet);
            }),
            harmless("bytes behind the end of the IP packet", wire -> {
                byte[] packet = Wire.bytesOf(wire.bare());
                byte[] padded = java.util.Arrays.copyOf(packet, packet.length + 5);
                System.arraycopy("umbra".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, padded,
                    packet.length, 5);
                wire.passBytes(padded);
            }));
    }

    /** Honest bytes in a packet that is not taken, then the word in their place. */
    private static Evasion first(String name, UnaryOperator<CraftedPacket> untaken) {
        return harmless(name, wire -> {
            int at = wire.here();
            wire.pass(untaken.apply(wire.at(at, GOOD))).pass(wire.at(at, BAD)).send(GOOD);
        });
    }
}
