package gateway.core.internal.appliance;

import static gateway.core.internal.namespaces.Sockets.awaitNumber;
import static gateway.core.internal.namespaces.Sockets.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gateway.core.internal.intake.QueueSettings;
import gateway.core.internal.intake.QueueSocket;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.Commands;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.kernel.Family;
import gateway.core.internal.kernel.KernelRules;
import gateway.core.internal.kernel.RuleSettings;
import gateway.core.internal.namespaces.ForwardingNetwork;
import gateway.core.internal.namespaces.Sockets;
import gateway.core.internal.source.RawPacket.Verdict;
import java.nio.channels.DatagramChannel;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of packets that wait while the gateway gets out of the way of a worker that is stuck. */
@Timeout(60)
class StepAsideTest {
    @Test
    void shouldLoseNothingThatWaits() throws Exception {
        try (ForwardingNetwork network = ForwardingNetwork.open();
                ConnectionCache cache = new ConnectionCache(network.gateway());
                QueueSocket stuck = QueueSocket.open(new QueueSettings(network.gateway(), 0, 1, 100, false));
                DatagramChannel client = Sockets.datagrams(network.client(), network.clientAddress(false, 0));
                DatagramChannel server = Sockets.datagrams(network.server(), network.serverAddress(false))) {
            cache.create(1000);
            KernelRules rules = new KernelRules(new Commands(network.gateway()), Set.of(Family.V4, Family.V6));
            rules.apply(new RuleSettings(0, 1, true, 1));
            send(client, 1, server);
            send(client, 2, server);
            assertEquals(2, QueueState.read(network.gateway()).get(0).waiting());
            rules.suspend();
            assertEquals(2, QueueState.read(network.gateway()).get(0).waiting());
            stuck.release(Verdict.ACCEPT);
            assertEquals(1, awaitNumber(server));
            assertEquals(2, awaitNumber(server));
            rules.remove();
            assertFalse(new Commands(network.gateway()).run("", "iptables-save").contains("P2PADM"));
        }
    }
}
