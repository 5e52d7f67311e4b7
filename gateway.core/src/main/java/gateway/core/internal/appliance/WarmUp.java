package gateway.core.internal.appliance;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.policy.Action;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.core.internal.classify.BundleClasses;
import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.record.FlowRecords;
import gateway.core.internal.record.RecordQueue;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.watchdog.Quarantine;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs made-up packets through a pipeline of its own before the first real one comes, so that the way of a packet,
 * refusal included, is loaded and compiled by then: cold, the first refused flow takes some ten milliseconds, in
 * which every further packet of it comes here as well. All addresses are of the documentation networks (RFC 5737).
 */
final class WarmUp {
    private static final int ROUNDS = 400;
    private static final int CLIENT = 0xc0000201;
    private static final int SERVER = 0xc6336401;
    private static final int PAYLOAD = 64;
    private static final int UDP_HEADERS = 28;
    private static final int TCP_HEADERS = 40;
    /** A bundle that does not come back for two seconds never will. */
    private static final int WAIT_MILLIS = 100;
    private static final int MOST_WAITS = 20;
    private static final DissectionSink NOWHERE = new DissectionSink() {
        @Override
        public void emit(DissectionEvent event) {
        }

        @Override
        public boolean message(Direction direction, Message message) {
            return false;
        }
    };

    private final RawPacket raw = new RawPacket();

    private WarmUp() {
        raw.bytes = ByteBuffer.allocateDirect(TCP_HEADERS + PAYLOAD);
    }

    /**
     * Warms up, a good second on a small machine; {@code enforcement} is used as for real traffic. A bundle that does
     * not come back from its first call must not keep the gateway from starting: it is put out, and the start goes on.
     */
    static void run(ParserSet parsers, Enforcement enforcement, Quarantine quarantine) {
        AtomicReference<ParserEntry> inside = new AtomicReference<>();
        Thread thread = new Thread(() -> run(parsers, enforcement, inside), "warm-up");
        thread.setDaemon(true);
        thread.start();
        try {
            ParserEntry stuck = null;
            for (int waited = 0; thread.isAlive() && waited < MOST_WAITS; waited++) {
                ParserEntry before = inside.get();
                thread.join(WAIT_MILLIS);
                stuck = inside.get();
                waited = stuck == null || stuck != before ? 0 : waited;
            }
            if (thread.isAlive() && stuck != null) {
                quarantine.take(stuck, "it did not come back from a call before the start");
                thread.interrupt();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(ParserSet parsers, Enforcement enforcement, AtomicReference<ParserEntry> inside) {
        BundleClasses.loadAllBeside(WarmUp.class);
        Rule block = Rule.of("warm-up", 0, Set.of(Rule.UNIDENTIFIED), InsideNetworks.NONE, InsideNetworks.NONE,
            Rule.Initiator.ANY, List.of(), List.of(), Action.BLOCK, 1);
        try (RecordQueue records = new RecordQueue(false)) {
            records.add(ignored -> { });
            FlowObserver observer = new FlowRecords(records, System::currentTimeMillis);
            Pipeline pipeline = new Pipeline(
                new PipelineSettings(0, ROUNDS * 4, FlowTimeouts.DEFAULT, ROUNDS, 1, true),
                new PipelineServices(System::currentTimeMillis, InsideNetworks.NONE::side,
                    new AnnouncedAddresses(64, 1000, 1), enforcement, observer, (entry, thrown) -> { }));
            pipeline.onParsers(parsers);
            pipeline.onPolicy(new Policy(1, List.of(block), ExceptionPolicies.PASS_ALL, ZoneId.systemDefault()));
            WarmUp warmUp = new WarmUp();
            for (int round = 0; round < ROUNDS; round++) {
                warmUp.flow(pipeline, round, round % 2 == 0 ? 17 : 6);
            }
            pipeline.flows().forEach(flow -> parsers.entries().forEach(entry -> {
                inside.set(entry);
                dissect(entry, flow);
                inside.set(null);
            }));
            pipeline.onStop();
        }
    }

    /** One flow of random bytes, which nobody recognises, to its refusal. */
    private void flow(Pipeline pipeline, int round, int protocol) {
        int headers = protocol == 17 ? UDP_HEADERS : TCP_HEADERS;
        ByteBuffer packet = raw.bytes;
        packet.putShort(0, (short) 0x4500).putShort(2, (short) (headers + PAYLOAD)).putInt(4, 0)
            .put(8, (byte) 64).put(9, (byte) protocol).putInt(12, CLIENT).putInt(16, SERVER)
            .putShort(20, (short) (1024 + round)).putShort(22, (short) 9);
        if (protocol == 17) {
            packet.putShort(24, (short) (8 + PAYLOAD));
        } else {
            packet.put(32, (byte) 0x50).put(33, (byte) 0x18);
        }
        for (int i = 0; i < 10; i++) {
            for (int at = headers; at < headers + PAYLOAD; at++) {
                packet.put(at, (byte) ThreadLocalRandom.current().nextInt());
            }
            if (protocol == 6) {
                packet.putInt(24, i * PAYLOAD);
            }
            raw.offset = 0;
            raw.captured = headers + PAYLOAD;
            raw.length = headers + PAYLOAD;
            raw.mark = 0;
            raw.reset();
            pipeline.onPacket(raw);
        }
    }

    private static void dissect(ParserEntry entry, Flow flow) {
        try {
            Dissector dissector = entry.parser().open(flow, NOWHERE);
            dissector.onData(Direction.TO_SERVER, ByteView.of(new byte[PAYLOAD]));
            dissector.onClose(Dissector.CloseReason.STOPPING);
        } catch (Throwable broken) {
            // It will be fenced off when it meets traffic.
            return;
        }
    }
}
