package gateway.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.LearntLayout.State;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class LayoutServiceTest {
    private static final int PATIENCE_SECONDS = 60;
    private static final IpAddress CLIENT = Peers.address("20.81.0.1");

    @TempDir
    private Path work;
    private LayoutService service;
    private long nowMillis = 1_800_000_000_000L;
    private int next = 0x14510000;

    @AfterEach
    void end() throws InterruptedException {
        service.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(each -> each.getName().equals("layouts")),
            "its thread goes with it");
    }

    @Test
    void shouldLearnOnItsOwnThread() throws InterruptedException {
        start(Map.of());
        for (int i = 0; i < 8; i++) {
            list(10 + i);
        }
        until(() -> service.layouts().stream().anyMatch(each -> each.state() == State.IN_USE));
        assertEquals(0, service.dropped());
        byte[] payload = payload(peers(12));
        assertEquals(12, service.read("somebody", Transport.UDP, ByteView.of(payload), 0).orElseThrow().peers().size());
    }

    @Test
    void shouldTakeFilesThatComeAndChange() throws IOException, InterruptedException {
        start(Map.of("files", new String[] {"layouts.json"}));
        String file = """
            {"layouts":[{"application":"APP","transport":"udp","mark":"5555","first":8,"stride":6,"address":"IPv4",
            "port":4,"tail":0}]}""";
        Files.writeString(work.resolve("layouts.json"), file.replace("APP", "zattoo"));
        until(() -> service.layouts().size() == 1);
        Files.writeString(work.resolve("layouts.json"), "{}");
        Files.writeString(work.resolve("layouts.json"), file.replace("APP", "pptv") + " ");
        until(() -> service.layouts().size() == 2);
        assertTrue(service.export().contains("zattoo") && service.export().contains("pptv"));
    }

    @Test
    void shouldKeepWhatHeldBeforeASettingThatMakesNoSense() throws InterruptedException {
        start(Map.of("confirmations", 1000));
        configure(Map.of("confirmations", 1));
        configure(Map.of("confirmation", 3));
        configure(Map.of("privateNetworks", new String[] {"20.0.0.0/8"}));
        for (int i = 0; i < 8; i++) {
            list(10 + i);
        }
        until(() -> service.layouts().stream().anyMatch(each -> each.confirmed() > 5));
        assertEquals(State.CANDIDATE, service.layouts().get(0).state());
        assertTrue(service.layouts().get(0).reason().endsWith(" of 1000 payloads confirm it"));
        configure(Map.of());
        assertEquals(State.IN_USE, service.layouts().get(0).state());
    }

    private void list(int count) {
        List<Endpoint> peers = peers(count);
        service.received("somebody", Transport.UDP, CLIENT, ByteView.of(payload(peers)), nowMillis);
        peers.forEach(peer -> service.contacted(CLIENT, peer, nowMillis));
        nowMillis += 30_000;
        service.contacted(CLIENT, peers(1).get(0), nowMillis);
    }

    private List<Endpoint> peers(int count) {
        List<Endpoint> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next++;
            peers.add(new Endpoint(IpAddress.v4(next), 10_000 + next % 1000));
        }
        return peers;
    }

    private static byte[] payload(List<Endpoint> peers) {
        ByteBuffer out = ByteBuffer.allocate(8 + 6 * peers.size()).putLong(0x1122334455667788L);
        peers.forEach(peer -> out.put(peer.address().bytes()).putShort((short) peer.port()));
        return out.array();
    }

    private void start(Map<String, Object> values) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class}, (proxy, method, arguments) ->
                Localizer.WORK.equals(arguments[0]) ? work.toString() : null);
        service = new LayoutService(context, with(values), values);
    }

    private void configure(Map<String, Object> values) {
        service.configure(with(values), values);
    }

    private static LayoutConfig with(Map<String, ?> values) {
        return (LayoutConfig) Proxy.newProxyInstance(LayoutServiceTest.class.getClassLoader(),
            new Class<?>[] {LayoutConfig.class}, (proxy, method, arguments) ->
                values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 20 * PATIENCE_SECONDS && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.getAsBoolean());
    }
}
