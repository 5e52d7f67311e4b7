package gateway.protocol.adc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.DissectionEvent.Identified;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import gateway.testkit.ParserRig.Classification;
import gateway.testkit.SelfTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdcTest {
    private static final FlowScript HUB = FlowScript.tcp()
        .toServer("HSUP ADBASE ADTIGR\n")
        .toClient("ISUP ADBASE ADTIGR\nISID AAAB\nIINF NIlab\n")
        .toServer("BINF AAAB NIalice\\sb VEncdc\\s1.23.1 SS0\n")
        .toClient("BINF AAAB NIalice\\sb VEncdc\\s1.23.1 SS0\n")
        .toServer("\nBMSG AAAB hello\\severybody\nBSCH AAAB ANdebian ANiso\n");
    private static final FlowScript PEER = FlowScript.tcp()
        .toServer("CSUP ADBASE ADTIGR\nCINF IDXXXX TO123\n")
        .toClient("CSUP ADBASE ADTIGR\nCINF IDYYYY\n")
        .toServer("CGET file TTH/LWPNACQDBZRYXW3VHJVCJ64QBZNGHOHHHZWCLNQ 0 -1\n")
        .toClient("CSND file TTH/LWPNACQDBZRYXW3VHJVCJ64QBZNGHOHHHZWCLNQ 0 5\nBINF!");
    private static final int RUNS = 2000;

    private final AdcParser parser = new AdcParser();
    private final ParserRig rig = new ParserRig(parser);

    @Test
    void shouldRecogniseGreetings() {
        Classification hub = rig.classify(HUB);
        assertEquals("adc", hub.label());
        assertEquals("hub", hub.rule());
        assertEquals(1, hub.decidedAt());
        assertTrue(hub.certain());
        assertEquals("peer", rig.classify(PEER).rule());
    }

    /** Fewer than four bytes in the first segment would take a signature that matches nearly everything. */
    @Test
    void shouldRecogniseAGreetingThatIsCut() {
        for (int position = 4; position < HUB.length(); position++) {
            assertTrue(rig.classify(HUB.cutAt(position)).certain(), "cut at " + position);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "\u0013BitTorrent protocol",
        "NICK alice\r\nUSER alice 0 * :Alice\r\n", "\u0016\u0003\u0001", "$Lock EXTENDEDPROTOCOL Pk=x|",
        "HSUP", "HSUP ", "HSUP ADFOO\n", "HSUPPORT\n", "ISUP ADBASE\n", " HSUP ADBASE\n"})
    void shouldLeaveOthersAlone(String said) {
        assertEquals("unknown", rig.classify(FlowScript.tcp().toServer(said).toClient(said)).label());
    }

    @Test
    void shouldSayTheSameHoweverCut() {
        assertEquals(List.of(
            new Identified("hub", Map.of("nick", "alice b", "client", "ncdc 1.23.1")),
            new SearchIssued(WireText.of("debian iso"))), rig.sameHoweverCut(HUB));
        assertEquals(List.of(new FileRequested("TTH/LWPNACQDBZRYXW3VHJVCJ64QBZNGHOHHHZWCLNQ", Map.of())),
            rig.sameHoweverCut(PEER));
    }

    @Test
    void shouldBeDoneWhereTheFileBegins() {
        assertEquals(Progress.State.DONE, rig.read(PEER).state());
    }

    @Test
    void shouldGiveUpAMessageWithoutEnd() {
        FlowScript endless = FlowScript.tcp().toServer("HSUP AD" + "a".repeat(AdcWire.MAX_LINE) + "\n");
        assertEquals(Progress.State.VIOLATION, rig.read(endless).state());
        assertEquals(Progress.State.VIOLATION, rig.read(endless.inPiecesOf(100)).state());
    }

    @Test
    void shouldTakeWhateverComes() {
        Mutator mutator = new Mutator(1);
        for (int i = 0; i < RUNS; i++) {
            FlowScript hostile = (i % 2 == 0 ? HUB : PEER).map(mutator::mutate);
            rig.classify(hostile);
            assertNotEquals(null, rig.read(hostile).state());
        }
    }

    @TestFactory
    List<DynamicTest> shouldPassItsSelfTest() {
        return SelfTest.folders(Path.of("src/main/resources/selftest")).stream().map(folder -> DynamicTest.dynamicTest(
            folder.getFileName().toString(), () -> new SelfTest(parser).check(folder))).toList();
    }
}
