package gateway.localizer.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntLayout.State;
import gateway.api.locality.LearntList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutLearningTest {
    @ParameterizedTest
    @EnumSource(Wire.class)
    void shouldLearnFromTrafficAlone(Wire wire) {
        for (int seed = 0; seed < 20; seed++) {
            Neighbourhood here = new Neighbourhood(seed);
            here.live(wire, 12);
            List<Endpoint> peers = here.peers(25);
            LearntList list = here.read(wire, wire.bytes(peers, here.random)).orElseThrow(
                () -> new AssertionError(here.learner.layouts()));
            assertEquals(peers, list.peers().stream().map(ListedPeer::peer).toList(), here.learner.layouts()::toString);
            assertEquals(1, here.in(State.IN_USE).size(), here.learner.layouts()::toString);
        }
    }

    /** Twelve lists teach all; six are mostly enough to begin with, and then nothing wrong is read. */
    @ParameterizedTest
    @EnumSource(Wire.class)
    void shouldReadNothingThatIsNotListedHoweverLittleItSaw(Wire wire) {
        int found = 0;
        for (int seed = 0; seed < 60; seed++) {
            Neighbourhood here = new Neighbourhood(seed);
            here.live(wire, 6);
            List<Endpoint> peers = here.peers(25);
            List<Endpoint> read = here.read(wire, wire.bytes(peers, here.random))
                .map(list -> list.peers().stream().map(ListedPeer::peer).toList()).orElse(List.of());
            assertTrue(peers.containsAll(read), here.learner.layouts()::toString);
            found += read.size() >= 20 ? 1 : 0;
        }
        assertTrue(found > 20, found + " of 60 after six lists");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void shouldWriteJustTheEntries(Wire wire) {
        Neighbourhood here = new Neighbourhood(7);
        here.live(wire, 12);
        List<Endpoint> peers = here.peers(30);
        byte[] payload = wire.bytes(peers, new SplittableRandom(1));
        LearntList list = here.read(wire, payload).orElseThrow();
        List<Endpoint> others = new ArrayList<>(peers);
        List<Integer> changed = List.of(0, 7, 29);
        changed.forEach(i -> others.set(i, here.peer()));
        byte[] written = payload.clone();
        assertTrue(list.write(written, 0, changed.stream().map(list.peers()::get).toList(),
            changed.stream().map(others::get).toList()));
        byte[] expected = wire.bytes(others, new SplittableRandom(1));
        if (wire == Wire.CHECKED) {
            System.arraycopy(payload, payload.length - 4, expected, expected.length - 4, 4);
        }
        assertArrayEquals(expected, written);
    }

    @Test
    void shouldWriteIntoPartsOfStreamsAndRefuseWhatIsNoPlace() {
        Neighbourhood here = new Neighbourhood(3);
        here.live(Wire.PADDED, 12);
        List<Endpoint> peers = here.peers(10);
        byte[] payload = Wire.PADDED.bytes(peers, here.random);
        LearntList list = here.learner.read("padded", Transport.TCP, ByteView.of(payload), 5000)
            .orElseThrow();
        ListedPeer third = list.peers().get(2);
        ListedPeer fourth = list.peers().get(3);
        assertEquals(5000 + 16 + 24, third.offset());
        byte[] part = Arrays.copyOfRange(payload, 16 + 24, 16 + 36 + 8);
        Endpoint other = here.peer();
        byte[] before = part.clone();
        assertFalse(list.write(part, third.offset(), List.of(third, list.peers().get(4)), List.of(other, other)));
        assertFalse(list.write(part, third.offset(), List.of(third), List.of(new Endpoint(other.address(), 0))));
        assertFalse(list.write(part, third.offset(), List.of(third),
            List.of(new Endpoint(IpAddress.parse("2400::1").orElseThrow(), 1))));
        assertFalse(list.write(part, third.offset(), List.of(new ListedPeer(other, third.offset() + 1, 8)),
            List.of(other)));
        assertFalse(list.write(part, third.offset(), List.of(third), List.of()));
        assertArrayEquals(before, part);
        assertTrue(list.write(part, third.offset(), List.of(third, fourth), List.of(other, other)));
        assertArrayEquals(other.address().bytes(), Arrays.copyOf(part, 4));
        assertArrayEquals(other.address().bytes(), Arrays.copyOfRange(part, 12, 16));
    }

    @Test
    void shouldFindCountsAndPortsThatStandTwice() {
        Neighbourhood here = new Neighbourhood(5);
        for (Wire wire : Wire.values()) {
            here.live(wire, 16);
            Layout layout = LayoutFile.read(here.learner.export()).stream()
                .filter(each -> each.application().equals(wire.application())).findFirst().orElseThrow();
            if (wire != Wire.TRACKER) { // whose number of seeds happens to be that of the peers
                int bytes = layout.ending().count().map(CountField::width).orElse(0);
                assertEquals(wire.countBytes, bytes, layout::toString);
            }
            assertEquals(wire == Wire.PPSTREAM ? 6 : layout.form().port(), layout.twin(), layout::toString);
        }
    }

    /** A list is left alone whose count is wrong, that was cut, or that holds other things. */
    @ParameterizedTest
    @EnumSource(Wire.class)
    void shouldLeaveWhatDoesNotFit(Wire wire) {
        Neighbourhood here = new Neighbourhood(11);
        here.live(wire, 12);
        List<Endpoint> peers = here.peers(20);
        byte[] payload = wire.bytes(peers, here.random);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = Arrays.copyOf(payload, here.random.nextInt(payload.length + 1));
            for (int changes = here.random.nextInt(4); changes > 0 && broken.length > 0; changes--) {
                broken[here.random.nextInt(broken.length)] = (byte) here.random.nextInt();
            }
            here.read(wire, broken).ifPresent(list -> {
                assertTrue(list.peers().size() <= broken.length / 6);
                list.peers().forEach(peer -> assertTrue(peer.offset() >= 0
                    && peer.offset() + peer.length() <= broken.length));
            });
        }
        byte[] zeros = payload.clone();
        Arrays.fill(zeros, payload.length / 3, payload.length, (byte) 0);
        assertTrue(here.read(wire, zeros).isEmpty());
        assertTrue(here.learner.read("other", wire.transport, ByteView.of(payload), 0).isEmpty());
        Transport otherTransport = wire.transport == Transport.UDP ? Transport.TCP : Transport.UDP;
        assertTrue(here.learner.read(wire.application(), otherTransport,
            ByteView.of(payload), 0).isEmpty());
    }

    @Test
    void shouldKeepLayoutsOfOneApplicationApart() {
        Neighbourhood here = new Neighbourhood(13);
        List<Wire> wires = List.of(Wire.TRACKER, Wire.REVERSED, Wire.CHECKED, Wire.COUNTED);
        for (int i = 0; i < 60; i++) {
            Wire wire = wires.get(here.random.nextInt(4));
            List<Endpoint> peers = here.peers(6 + here.random.nextInt(35));
            IpAddress client = here.client(here.random.nextInt(3));
            here.receive("mixed", Transport.UDP, client, wire.bytes(peers, here.random));
            here.contact(client, peers, 60);
            here.pass();
        }
        for (Wire wire : wires) {
            List<Endpoint> peers = here.peers(20);
            List<Endpoint> read = here.learner.read("mixed", Transport.UDP,
                ByteView.of(wire.bytes(peers, here.random)), 0).orElseThrow().peers().stream()
                .map(ListedPeer::peer).toList();
            assertEquals(peers, read, wire + " among " + here.learner.layouts());
        }
    }

    @Test
    void shouldWithdrawALayoutByWhichNobodyIsFound() {
        Neighbourhood here = new Neighbourhood(17);
        here.live(Wire.CHECKED, 12);
        assertEquals(1, here.in(State.IN_USE).size());
        here.rewrite(Wire.CHECKED, 6, true);
        LearntLayout withdrawn = here.in(State.WITHDRAWN).get(0);
        assertTrue(withdrawn.reason().startsWith("of 24 peers that were put into its lists, 0 were contacted"),
            withdrawn.reason());
        here.live(Wire.CHECKED, 20);
        assertTrue(here.in(State.IN_USE).isEmpty(), "it is confirmed as before, and not believed");
        assertTrue(here.learner.forget(withdrawn.id()));
        here.live(Wire.CHECKED, 12);
        assertEquals(1, here.in(State.IN_USE).size());
    }

    @ParameterizedTest
    @EnumSource(value = Wire.class, mode = EnumSource.Mode.EXCLUDE, names = "CHECKED")
    void shouldGoOnWithALayoutThatWorks(Wire wire) {
        Neighbourhood here = new Neighbourhood(19);
        here.live(wire, 12);
        here.rewrite(wire, 100, false);
        LearntLayout line = here.in(State.IN_USE).get(0);
        assertTrue(line.substituted() > 200 && 3 * line.substitutedContacted() > line.substituted(), line::toString);
        assertEquals("", line.reason());
    }

    /** One who is contacted anyway proves nothing, neither for a layout nor against it. */
    @Test
    void shouldNotCountWhoWasContactedBefore() {
        Neighbourhood here = new Neighbourhood(23);
        List<Endpoint> known = here.peers(30);
        here.receive("tracker", Transport.UDP, here.client(1), new byte[40]);
        here.contact(here.client(1), known, 100);
        for (int i = 0; i < 20; i++) {
            here.receive("tracker", Transport.UDP, here.client(1), Wire.TRACKER.bytes(known, here.random));
            here.contact(here.client(1), known, 100);
            here.nowMillis += 3000;
        }
        assertTrue(here.learner.layouts().isEmpty());
        here.live(Wire.TRACKER, 12);
        String id = here.in(State.IN_USE).get(0).id();
        here.receive("tracker", Transport.UDP, here.client(1), new byte[40]);
        here.contact(here.client(1), known, 100);
        here.learner.substituted(id, here.client(1), known, here.nowMillis);
        here.pass();
        assertEquals(0, here.in(State.IN_USE).get(0).substituted());
    }

    @Test
    void shouldShowItsEvidence() {
        Neighbourhood here = new Neighbourhood(29);
        here.live(Wire.PPSTREAM, 12);
        LearntLayout line = here.learner.layouts().get(0);
        assertEquals("ppstream", line.application());
        assertEquals(List.of("Entries are 22 bytes apart, the first address stands at 24: IPv4, port at 4 with its low "
            + "byte first, and once more at 6.", "They go on until 14 bytes are left behind the last one; how "
            + "many is said by 2 bytes at 21."), line.form().subList(1, 3));
        assertTrue(line.confirmed() >= 10, line::toString);
        assertTrue(line.contacted() > 100 && line.listed() > line.contacted(), line::toString);
        assertEquals(5, line.examples().size());
        String example = line.examples().get(0);
        assertTrue(example.matches("Of \\d+ bytes, contacted peers stand at [0-9, ]+( and \\d+ more places)?\\."),
            example);
    }

    /** Video in between takes nothing away from lists: there is a budget for each length. */
    @Test
    void shouldFindListsAmongVideo() {
        Neighbourhood here = new Neighbourhood(31);
        byte[] video = new byte[1065];
        for (int i = 0; i < 12; i++) {
            for (int part = 0; part < 2000; part++) {
                here.random.nextBytes(video);
                here.learner.received("tracker", Transport.UDP, here.client(part % 3),
                    ByteView.of(video), here.nowMillis);
            }
            here.live(Wire.TRACKER, 1);
        }
        assertEquals(1, here.in(State.IN_USE).size());
    }

    @Test
    void shouldStayWithinItsBounds() {
        Neighbourhood here = new Neighbourhood(37);
        Study study = new Study(Neighbourhood.TERMS);
        for (int i = 0; i < 3000; i++) {
            List<Endpoint> peers = here.peers(8);
            byte[] payload = Wire.TRACKER.bytes(peers, here.random);
            payload[0] = (byte) i;
            payload[1] = (byte) (i >> 4);
            IpAddress client = here.client(i);
            for (int copies = 0; copies < 3; copies++) {
                study.received(client, new ReceivedPayload("app" + i % 100, Transport.UDP, payload, i * 100L));
            }
            IntStream.range(0, 8).forEach(peer -> study.contacted(client, peers.get(peer), 100L * 3000));
        }
        assertTrue(study.clients() <= Study.MOST_CLIENTS);
        assertTrue(study.lines().size() <= Study.MOST_CANDIDATES);
    }
}
