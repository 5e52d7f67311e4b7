package gateway.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureWriterTest {
    private static final int FIRST_IP = 24 + 16 + 14;

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("written.pcap");
    }

    @Test
    void shouldWriteWhatCaptureReads() {
        FlowScript talk = FlowScript.tcp().toServer("who is there").toClient("me").toClient("again").toServer("");
        FlowScript datagrams = FlowScript.udp().toServer("odd").toClient("even").toServer(new byte[] {0});
        CaptureWriter.write(file, talk, datagrams);
        List<FlowScript> read = Capture.read(file);
        assertEquals(2, read.size());
        assertEquals(List.of("who is there", "me", "again"), texts(read.get(0)));
        assertEquals(talk.flow().client(), read.get(0).flow().client());
        assertEquals(talk.flow().server(), read.get(0).flow().server());
        assertEquals(false, read.get(0).flow().midstream());
        assertEquals(List.of("odd", "even", "\0"), texts(read.get(1)));
    }

    @Test
    void shouldStartMidstreamWithoutAHandshake() {
        FlowScript late = FlowScript.tcp().toServer("late");
        CaptureWriter.write(file, late.on(late.flow().pickedUpMidstream()));
        assertEquals(true, Capture.read(file).get(0).flow().midstream());
    }

    @Test
    void shouldLeaveOutWhatAGapSwallowed() throws IOException {
        CaptureWriter.write(file, FlowScript.tcp().toServer("ab").gap(Direction.TO_SERVER, 5).toServer("cd"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int segment = 16 + 14 + 40;
        int data = 24 + 3 * segment;
        assertEquals(bytes.getInt(data + 16 + 14 + 20 + 4) + 2 + 5,
            bytes.getInt(data + segment + 2 + 16 + 14 + 20 + 4));
    }

    @Test
    void shouldWriteRightChecksums() throws IOException {
        for (FlowScript script : List.of(FlowScript.udp().toServer("odd"), FlowScript.udp().toServer("even"))) {
            CaptureWriter.write(file, script);
            ByteBuffer ip = ByteBuffer.wrap(Files.readAllBytes(file)).slice(FIRST_IP, 20);
            assertEquals(0xffff, ones(words(ip)));
            int length = 8 + script.length();
            ByteBuffer udp = ByteBuffer.wrap(Files.readAllBytes(file)).slice(FIRST_IP + 20, length);
            assertEquals(0xffff, ones(words(ip.slice(12, 8)) + Transport.UDP.number() + length + words(udp)));
        }
    }

    @Test
    void shouldMakeTheSameFileOfTheSameScript() throws IOException {
        CaptureWriter.write(file, FlowScript.tcp().toServer("a"));
        byte[] once = Files.readAllBytes(file);
        CaptureWriter.write(file, FlowScript.tcp().toServer("a"));
        assertArrayEquals(once, Files.readAllBytes(file));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThrows(IllegalArgumentException.class,
            () -> CaptureWriter.write(file, FlowScript.udp().toServer(new byte[65_536])));
        FakeFlow six = FakeFlow.between(Transport.UDP, FakeFlow.endpoint("2001:db8::1", 1),
            FakeFlow.endpoint("2001:db8::2", 2));
        assertThrows(IllegalArgumentException.class,
            () -> CaptureWriter.write(file, FlowScript.udp().toServer("a").on(six)));
    }

    private static List<String> texts(FlowScript script) {
        return script.payloads().stream()
            .map(payload -> new String(payload.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1)).toList();
    }

    private static long words(ByteBuffer bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            sum += (i & 1) == 0 ? (bytes.get(i) & 0xff) << 8 : bytes.get(i) & 0xff;
        }
        return sum;
    }

    private static long ones(long sum) {
        return sum > 0xffff ? ones((sum & 0xffff) + (sum >> 16)) : sum;
    }
}
