package gateway.protocol.ppstream;

import static gateway.protocol.ppstream.Speech.prefixed;
import static gateway.protocol.ppstream.Speech.scrambled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.Reading;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Input that is broken, endless, or made to do harm. */
class HostileTest {
    private static final int RUNS = 80_000;

    private final ParserRig rig = new ParserRig(new PpstreamParser());

    @Test
    void shouldNotComplainForEver() {
        byte[] lying = Speech.notice(Speech.PEERS);
        lying[27] = 100;
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < 2 * Report.MAX_ANOMALIES; i++) {
            script = script.toServer(lying);
        }
        assertEquals(Report.MAX_ANOMALIES, rig.read(script).sink().events(Anomaly.class).size());
    }

    @Test
    void shouldNotTellOfContentsForEver() {
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < 3 * Report.MAX_KINDS; i++) {
            script = script.toServer(withKey(Speech.probe(), i));
        }
        assertEquals(Report.MAX_KINDS, rig.read(script).sink().events(Identified.class).size());
    }

    @Test
    void shouldEndTheOldestOfTooManyVideos() {
        FlowScript script = FlowScript.udp();
        for (int i = 0; i < 5 * VideoTransfers.MOST; i++) {
            script = script.toClient(withKey(Speech.data(1, 4, Speech.video(20)), i));
        }
        Reading reading = rig.read(script);
        List<Object> said = reading.sink().transcript();
        int open = 0;
        for (Object one : said) {
            open += one instanceof TransferStarted ? 1 : one instanceof TransferEnded ? -1 : 0;
            assertTrue(open <= VideoTransfers.MOST);
        }
        assertEquals(0, open);
    }

    @Test
    void shouldPassOverDatagramsThatAreTooLong() {
        byte[] longest = Speech.data(1, 4, Speech.video(Frame.LONGEST - 41));
        assertEquals(1, rig.read(FlowScript.udp().toClient(scrambled(longest))).sink()
            .events(TransferStarted.class).size());
        byte[] longer = Speech.data(1, 4, Speech.video(Frame.LONGEST - 40));
        assertEquals(List.of(), rig.read(FlowScript.udp().toClient(scrambled(longer)).toClient(longer)).sink()
            .events());
    }

    @Test
    void shouldStayBoundedOnMutatedInput() {
        Mutator mutator = new Mutator(2016);
        List<FlowScript> good = scripts();
        for (int i = 0; i < RUNS; i++) {
            FlowScript script = good.get(i % good.size()).map(b -> mutator.number(2) == 0 ? mutator.mutate(b) : b);
            Reading reading = rig.read(script);
            assertTrue(reading.sink().events(Anomaly.class).size() <= Report.MAX_ANOMALIES);
            assertEquals(reading.sink().events(TransferStarted.class).size(),
                reading.sink().events(TransferEnded.class).size());
        }
    }

    /** Broken inside the scrambling, where a random change would only make it unknown. */
    @Test
    void shouldStayBoundedOnMutatedMessagesThatAreScrambledAgain() {
        Mutator mutator = new Mutator(2017);
        List<byte[]> good = Stream.concat(DetectionTest.messages(), Stream.of(Speech.notice(Speech.PEERS),
            Speech.report(), Speech.register())).toList();
        int told = 0;
        for (int i = 0; i < RUNS; i++) {
            byte[] mutant = mutator.mutate(good.get(i % good.size()));
            if (mutant.length > 4) {
                mutant[0] = (byte) mutant.length;
                mutant[1] = (byte) (mutant.length >> 8);
                told += rig.read(FlowScript.udp().toServer(scrambled(mutant))).sink().events().size();
            }
        }
        assertTrue(told > RUNS / 2, "told " + told);
    }

    private static List<FlowScript> scripts() {
        FlowScript peers = FlowScript.udp().toServer(scrambled(Speech.probe())).toServer(scrambled(Speech.hello(0x44)))
            .toClient(scrambled(Speech.hello(0x55))).toServer(scrambled(Speech.map(0x44)))
            .toClient(scrambled(Speech.map(0x55))).toServer(scrambled(Speech.request(1, 400)))
            .toClient(scrambled(Speech.data(1, 400, Speech.video(1024)))).toClient(scrambled(Speech.noData()))
            .toClient(scrambled(Speech.exchange(Speech.PEERS))).toClient(scrambled(Speech.onePeer(Speech.PEERS[0])))
            .toServer(scrambled(Speech.invitation()));
        FlowScript server = FlowScript.udp().toServer(prefixed(Speech.register())).toServer(Speech.report())
            .toServer(Speech.notice(Speech.PEERS)).toClient(Speech.live());
        return List.of(peers, server, FlowScript.tcp().toServer("x").toClient(Speech.stream()).inPiecesOf(13));
    }

    private static byte[] withKey(byte[] message, int key) {
        ByteBuffer.wrap(message).putInt(Frame.KEY, key);
        return message;
    }
}
