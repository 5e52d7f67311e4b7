package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.kernel.RuleText.Jump;
import org.junit.jupiter.api.Test;

class RuleTextTest {
    private static final RuleSettings TWO_WORKERS = new RuleSettings(10, 2, true, 5);

    @Test
    void shouldWriteTheWholeTransaction() {
        assertEquals("""
            *mangle
            :P2PADM - [0:0]
            :P2PADM-SAVE - [0:0]
            :P2PADM-TAP - [0:0]
            -A P2PADM -m connmark --mark 0x5010000/0xfff0000 -j RETURN
            -A P2PADM -m mark --mark 0x5030000/0xfff0000 \
            -j CONNMARK --save-mark --nfmask 0xfff0000 --ctmask 0xfff0000
            -A P2PADM -m connmark --mark 0x5030000/0xfff0000 -j DROP
            -A P2PADM -p tcp -m connmark --mark 0x5020000/0xfff0000 -j NFQUEUE --queue-balance 12:13 --queue-bypass
            -A P2PADM -p tcp -m connmark --mark 0x5050000/0xf0f0000 -m conntrack --ctdir REPLY \
            -m tcp --tcp-flags SYN,FIN,RST,URG NONE -m connmark ! --mark 0x0/0xf00000 -j P2PADM-TAP
            -A P2PADM -p tcp -m connmark --mark 0x5050000/0xf0f0000 -m conntrack --ctdir REPLY \
            -m tcp --tcp-flags SYN,FIN,RST,URG NONE \
            -j CONNMARK --restore-mark --nfmask 0xf00000 --ctmask 0xf00000
            -A P2PADM -p tcp -m connmark --mark 0x5050000/0xf0f0000 -m conntrack --ctdir REPLY \
            -m tcp --tcp-flags SYN,FIN,RST,URG NONE -j RETURN
            -A P2PADM -p tcp -m connmark --mark 0x5050000/0xf0f0000 -m tcp --tcp-flags FIN,RST,ACK ACK \
            -m bpf --bytecode "10,48 0 0 6,21 0 7 6,48 0 0 52,\
            84 0 0 240,116 0 0 2,7 0 0 0,40 0 0 4,29 0 1 0,6 0 0 65535,6 0 0 0" -j RETURN
            -A P2PADM -p tcp -m connmark --mark 0x5050000/0xf0f0000 -j NFQUEUE --queue-balance 12:13 --queue-bypass
            -A P2PADM -p udp -m connmark --mark 0x5020000/0xfff0000 -j NFQUEUE --queue-balance 12:13 --queue-bypass
            -A P2PADM -p tcp -m tcp --tcp-flags FIN,RST,ACK ACK -m bpf --bytecode "10,48 0 0 6,21 0 7 6,48 0 0 52,\
            84 0 0 240,116 0 0 2,7 0 0 0,40 0 0 4,29 0 1 0,6 0 0 65535,6 0 0 0" -j RETURN
            -A P2PADM -p tcp --syn -m set --match-set p2padm-refused6 src,dst,dst -j DROP
            -A P2PADM -p udp -m conntrack ! --ctstate ESTABLISHED \
            -m set --match-set p2padm-refused6 src,dst,dst -j DROP
            -A P2PADM -p tcp -j NFQUEUE --queue-balance 10:11 --queue-bypass
            -A P2PADM -p udp -j NFQUEUE --queue-balance 10:11 --queue-bypass
            -A P2PADM-SAVE -m mark ! --mark 0x0/0xf0000 \
            -j CONNMARK --save-mark --nfmask 0xfff0000 --ctmask 0xfff0000
            -I FORWARD 1 -j P2PADM
            -I POSTROUTING 1 -j P2PADM-SAVE
            COMMIT
            """, RuleText.install(Family.V6, TWO_WORKERS));
    }

    @Test
    void shouldAskForTheCreditOfEachTap() {
        String text = RuleText.install(Family.V4, new RuleSettings(10, 3, true, 2, 5));

        assertTrue(text.contains("""
            -A P2PADM-TAP -m connmark --mark 0x100000/0xf00000 -m nfacct --nfacct-name p2padm-tap-0 \
            -j NFQUEUE --queue-num 13 --queue-bypass
            -A P2PADM-TAP -m connmark --mark 0x200000/0xf00000 -m nfacct --nfacct-name p2padm-tap-1 \
            -j NFQUEUE --queue-num 14 --queue-bypass
            -A P2PADM -m connmark"""), text);
    }

    @Test
    void shouldNameSingleQueuesAndDropWithoutListener() {
        String text = RuleText.install(Family.V4, new RuleSettings(0, 1, false, 1));

        assertTrue(text.contains("-A P2PADM -p tcp -j NFQUEUE --queue-num 0\n"), text);
        assertTrue(text.contains("-m connmark --mark 0x1020000/0xfff0000 -j NFQUEUE --queue-num 1\n"), text);
        assertFalse(text.contains("bypass"), text);
    }

    @Test
    void shouldLeaveJumpsAloneThatAreFirst() {
        MangleTable inPlace = MangleTable.parse("""
            [1:2] -A FORWARD -j P2PADM
            [3:4] -A FORWARD -s 192.0.2.1/32 -j ACCEPT
            [5:6] -A POSTROUTING -j P2PADM-SAVE
            """);

        assertFalse(RuleText.install(Family.V4, TWO_WORKERS, inPlace).contains("-I "));
    }

    @Test
    void shouldMoveJumpsToTheFirstPlaceHoweverOftenTheyStand() {
        MangleTable crowded = MangleTable.parse("""
            [3:4] -A FORWARD -s 192.0.2.1/32 -j ACCEPT
            [1:2] -A FORWARD -j P2PADM
            [1:2] -A FORWARD -i eth0 -j P2PADM
            [5:6] -A POSTROUTING -j P2PADM-SAVE
            """);

        String text = RuleText.install(Family.V4, TWO_WORKERS, crowded);

        assertTrue(text.endsWith("""
            -D FORWARD -j P2PADM
            -D FORWARD -i eth0 -j P2PADM
            -I FORWARD 1 -j P2PADM
            COMMIT
            """), text);
    }

    @Test
    void shouldRemoveJumpsBeforeChains() {
        MangleTable inPlace = MangleTable.parse("""
            :P2PADM - [0:0]
            [1:2] -A FORWARD -j P2PADM
            [1:2] -A FORWARD -j P2PADM-SAVERS
            """);

        assertEquals("""
            *mangle
            :P2PADM - [0:0]
            :P2PADM-SAVE - [0:0]
            :P2PADM-TAP - [0:0]
            -D FORWARD -j P2PADM
            -X P2PADM
            -X P2PADM-SAVE
            -X P2PADM-TAP
            COMMIT
            """, RuleText.removal(inPlace));
    }

    @Test
    void shouldSeeJumpsThatAreNotFirstOrNotAlone() {
        assertTrue(MangleTable.parse("[0:0] -A FORWARD -j P2PADM").isFirstAndOnly(Jump.DECIDE));
        assertFalse(MangleTable.EMPTY.isFirstAndOnly(Jump.DECIDE));
        assertFalse(MangleTable.parse("[0:0] -A FORWARD -j ACCEPT\n[0:0] -A FORWARD -j P2PADM")
            .isFirstAndOnly(Jump.DECIDE));
        assertFalse(MangleTable.parse("[0:0] -A FORWARD -j P2PADM\n[0:0] -A INPUT -j P2PADM")
            .isFirstAndOnly(Jump.DECIDE));
        assertFalse(MangleTable.parse("[0:0] -A FORWARD -i lo -j P2PADM").isFirstAndOnly(Jump.DECIDE));
    }

    @Test
    void shouldReadCountersByThePlaceOfTheRule() {
        StringBuilder saved = new StringBuilder("[9:9] -A FORWARD -j P2PADM\n[7:9] -A P2PADM-TAP rule\n");
        for (ChainRule rule : ChainRule.values()) {
            saved.append('[').append(1L << 4 * rule.ordinal()).append(":1] -A ").append(rule.chain())
                .append(" rule\n");
        }

        RuleCounters counters = RuleCounters.of(MangleTable.parse(saved.toString()));

        assertEquals(new RuleCounters(0x11_000001, 0x100, 0x11_00000000000L, 0x11_00001_007L, 0x11_0000000000000L,
            0x1_000000000000000L), counters);
        assertEquals(0x11_00011_00001_007L, counters.queued());
    }

    @Test
    void shouldCountNothingWhereTheChainIsNotOurs() {
        assertEquals(RuleCounters.ZERO, RuleCounters.of(MangleTable.parse("[5:5] -A P2PADM -j DROP")));
        assertEquals(RuleCounters.ZERO, RuleCounters.of(MangleTable.EMPTY));
    }

    @Test
    void shouldRefuseQueuesAndGenerationsThatDoNotExist() {
        assertThrows(IllegalArgumentException.class, () -> new RuleSettings(65535, 1, true, 1));
        assertThrows(IllegalArgumentException.class, () -> new RuleSettings(-1, 1, true, 1));
        assertThrows(IllegalArgumentException.class, () -> new RuleSettings(0, 0, true, 1));
        assertThrows(IllegalArgumentException.class, () -> new RuleSettings(0, 1, true, 0));
        assertThrows(IllegalArgumentException.class, () -> new RuleSettings(0, 1, true, 16));
        assertEquals(new RuleSettings(65534, 1, true, 3), new RuleSettings(65534, 1, true, 15).withGeneration(3));
    }
}
