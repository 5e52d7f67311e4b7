package gateway.core.internal.crafted;

import gateway.api.packet.IpAddress;
import gateway.core.internal.hold.Settlement;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * The kernel as far as the gateway's rules go: connection marks that only packets save which go on, the set of pairs
 * that are kept out, two lanes of which the first copies 2 KB, and the verdicts REPEAT and READ. The order of the
 * rules is that of {@code ChainRule}.
 */
public final class FakeKernel implements Enforcement, Settlement {
    private static final int COPY_RANGE = 2048;

    /** A reset that was sent. */
    public record Reset(String from, int fromPort, String to, int toPort, int sequence, int acknowledgement,
                        boolean acknowledges) {
    }

    /** A pair that was put into the set. */
    public record KeptOut(String source, String destination, int protocol, int port, int seconds) {
    }

    /** Where packets ended. */
    public enum Fate {
        /** It was forwarded. */
        FORWARDED,
        /** It was dropped. */
        DROPPED,
        /** It waits for its verdict. */
        HELD
    }

    /** Resets in the order in which they were sent. */
    public final List<Reset> resets = new ArrayList<>();
    /** Pairs in the order in which they were put into the set. */
    public final List<KeptOut> keptOut = new ArrayList<>();
    /** Packets that were held and then let on, in this order. */
    public final List<CraftedPacket> letOn = new ArrayList<>();
    /** Those of them that were changed. */
    public final List<RawPacket> changed = new ArrayList<>();
    private final Map<Integer, CraftedPacket> held = new HashMap<>();
    private final Queue<CraftedPacket> moved = new ArrayDeque<>();
    /** The last packet that the gateway let on at once, as it went on. */
    public RawPacket last;
    /** How many packets were handed to the gateway. */
    public int queued;
    /** Of how many packets more it will show copies; others come through the queue. */
    public int credit = Integer.MAX_VALUE;
    /** Copies wait for {@link #deliverCopies}. */
    public boolean copiesLate;
    /** Of how many packets it will show none, against the rules. */
    public int copiesToMiss;
    private final Queue<CraftedPacket> copies = new ArrayDeque<>();
    private int generation = 1;
    private final Map<String, Entry> connections = new HashMap<>();
    private final Map<String, Long> set = new HashMap<>();
    private final LongSupplier clock;

    /** A kernel on this clock. */
    public FakeKernel(LongSupplier clock) {
        this.clock = clock;
    }

    /** Sends a packet through the rules and, where they say so, through the gateway. */
    public Fate forward(CraftedPacket packet, PacketHandler gateway) {
        int mark = markOf(packet);
        if (mark == Marks.bits(Marks.ACCEPT, generation)) {
            return Fate.FORWARDED;
        }
        if (mark == Marks.bits(Marks.DROP, generation)) {
            return Fate.DROPPED;
        }
        if (mark == Marks.bits(Marks.READ, generation)) {
            return queue(packet, Lane.READ, 0, gateway);
        }
        int worker = mark >> 20 & 0xf;
        if ((mark & ~(worker << 20)) == Marks.bits(Marks.READ_CLIENT, generation)) {
            boolean fromServer = !packet.source().equals(connections.get(packet.connection()).client);
            if (fromServer && packet.goesOn()) {
                return forwardContents(packet, worker, gateway);
            }
            return packet.isPlainAcknowledgement() ? Fate.FORWARDED : queue(packet, Lane.READ, 0, gateway);
        }
        if (packet.isPlainAcknowledgement()) {
            save(packet, 0);
            return Fate.FORWARDED;
        }
        boolean mayBeNew = packet.isSyn() || packet.protocol() == 17 && !established(packet);
        if (mayBeNew && set.getOrDefault(key(packet), 0L) > clock.getAsLong()) {
            return Fate.DROPPED;
        }
        return queue(packet, Lane.CLASSIFY, 0, gateway);
    }

    private Fate forwardContents(CraftedPacket packet, int worker, PacketHandler gateway) {
        if (worker != 0 && credit == 0) {
            return queue(packet, Lane.READ, 0, gateway);
        }
        if (worker != 0 && copiesToMiss > 0) {
            copiesToMiss--;
        } else if (worker != 0) {
            credit--;
            copies.add(packet);
        }
        if (!copiesLate) {
            deliverCopies(gateway);
        }
        return Fate.FORWARDED;
    }

    /** Copies of what it forwarded alone come. */
    public void deliverCopies(PacketHandler gateway) {
        while (!copies.isEmpty()) {
            gateway.onTapped(copies.remove().lane(Lane.READ).cutTo(Integer.MAX_VALUE).raw());
        }
    }

    /** The connection's mark, 0 where there is none. */
    public int markOf(CraftedPacket packet) {
        Entry entry = connections.get(packet.connection());
        return entry == null ? 0 : entry.mark & Marks.MASK;
    }

    /** Forgets a connection, as conntrack does when its time is over. */
    public void forget(CraftedPacket packet) {
        connections.remove(packet.connection());
    }

    /** The rules honour another generation, and nobody is kept out: what a change of policy brings. */
    public void onPolicy(int newGeneration) {
        generation = newGeneration;
        forgetPairs();
    }

    /** Nobody is kept out any more. */
    public void forgetPairs() {
        set.clear();
    }

    @Override
    public void reset(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort, int sequence,
                      int acknowledgement, boolean acknowledges) {
        resets.add(new Reset(new IpAddress(fromHigh, fromLow).toString(), fromPort,
            new IpAddress(toHigh, toLow).toString(), toPort, sequence, acknowledgement, acknowledges));
    }

    @Override
    public void keepOut(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol,
                        int destinationPort, int seconds) {
        String source = new IpAddress(sourceHigh, sourceLow).toString();
        String destination = new IpAddress(destinationHigh, destinationLow).toString();
        keptOut.add(new KeptOut(source, destination, protocol, destinationPort, seconds));
        set.put(key(source, destination, protocol, destinationPort), clock.getAsLong() + seconds * 1000L);
    }

    private Fate queue(CraftedPacket packet, Lane lane, int mark, PacketHandler gateway) {
        queued++;
        RawPacket raw = packet.lane(lane).mark(mark).cutTo(lane == Lane.READ ? Integer.MAX_VALUE : COPY_RANGE).raw();
        raw.id = queued;
        gateway.onPacket(raw);
        if (raw.verdict == Verdict.HOLD) {
            held.put(raw.id, packet);
            return Fate.HELD;
        }
        int after = raw.setMark ? raw.newMark : mark;
        if (raw.verdict == Verdict.DROP) {
            return Fate.DROPPED;
        }
        if (raw.verdict == Verdict.READ) {
            return queue(packet, Lane.READ, after, gateway);
        }
        if (raw.verdict == Verdict.REPEAT) {
            Entry entry = connections.get(packet.connection());
            if (entry != null && after == Marks.bits(Marks.DROP, generation)) {
                entry.mark = after;
            }
            return Fate.DROPPED;
        }
        save(packet, after);
        last = raw;
        return Fate.FORWARDED;
    }

    /** How many packets wait. */
    public int waiting() {
        return held.size();
    }

    @Override
    public void settle(int queue, int id, Verdict verdict) {
        settle(queue, id, verdict, 0);
    }

    @Override
    public void settle(int queue, int id, Verdict verdict, int newMark) {
        CraftedPacket packet = held.remove(id);
        if (packet == null) {
            throw new IllegalStateException("packet " + id + " does not wait");
        }
        if (verdict == Verdict.ACCEPT) {
            save(packet, newMark);
            letOn.add(packet);
        } else if (verdict == Verdict.READ) {
            moved.add(packet);
        }
    }

    /** Packets that were held and are to come again come again. */
    public void deliverMoved(PacketHandler gateway) {
        while (!moved.isEmpty()) {
            queue(moved.remove(), Lane.READ, 0, gateway);
        }
    }

    @Override
    public void settle(RawPacket changedPacket) {
        settle(changedPacket.queue, changedPacket.id, changedPacket.verdict,
            changedPacket.setMark ? changedPacket.newMark : 0);
        changed.add(changedPacket);
    }

    private void save(CraftedPacket packet, int mark) {
        Entry entry = connections.computeIfAbsent(packet.connection(), unseen -> new Entry(packet.source()));
        entry.answered |= !packet.source().equals(entry.client);
        entry.mark = mark == 0 ? entry.mark : mark;
    }

    private boolean established(CraftedPacket packet) {
        Entry entry = connections.get(packet.connection());
        return entry != null && entry.answered;
    }

    private static String key(CraftedPacket packet) {
        return key(packet.source().toString(), packet.destination().toString(), packet.protocol(),
            packet.destinationPort());
    }

    private static String key(String source, String destination, int protocol, int port) {
        return source + " " + destination + " " + protocol + " " + port;
    }

    /** A connection that conntrack keeps. */
    private static final class Entry {
        private final IpAddress client;
        private boolean answered;
        private int mark;

        Entry(IpAddress client) {
            this.client = client;
        }
    }
}
