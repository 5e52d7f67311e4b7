package gateway.localizer.layout;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A payload that a client received, and who of those that it contacted since then stands in it. One thread. */
final class ReceivedPayload {
    /** More ways in which contacted peers stand in one payload are not followed up. */
    private static final int MOST_FORMS = 16;
    private static final int PORT_BYTES = 2;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String application;
    private final Transport transport;
    private final byte[] bytes;
    private final long atMillis;
    private final ByteView view;
    private final Map<EntryForm, Places> found = new LinkedHashMap<>(2);

    /** Where peers stand in one form. */
    private static final class Places {
        private final List<Integer> addresses = new ArrayList<>();
        private int peers;
    }

    ReceivedPayload(String application, Transport transport, byte[] bytes, long atMillis) {
        this.application = application;
        this.transport = transport;
        this.bytes = bytes;
        this.atMillis = atMillis;
        view = ByteView.of(bytes);
    }

    String application() {
        return application;
    }

    Transport transport() {
        return transport;
    }

    long atMillis() {
        return atMillis;
    }

    /** The client contacted a peer that was not contacted before: looks where it stands here. */
    void contacted(Endpoint peer) {
        byte[] address = peer.address().bytes();
        byte[] reversed = address.clone();
        EntryForm.reverse(reversed);
        int head = (int) INT.get(address, 0);
        int reversedHead = (int) INT.get(reversed, 0);
        List<EntryForm> forms = new ArrayList<>(2);
        for (int at = 0; at <= bytes.length - address.length; at++) {
            int there = (int) INT.get(bytes, at);
            if (there == head && view.matches(at, address)) {
                match(at, false, peer, forms);
            }
            if (there == reversedHead && view.matches(at, reversed)) {
                match(at, true, peer, forms);
            }
        }
        forms.forEach(form -> found.get(form).peers++);
    }

    /** Its address stands at a place; its port may stand around it. */
    private void match(int at, boolean reversed, Endpoint peer, List<EntryForm> forms) {
        boolean v4 = peer.address().isV4();
        for (int port : EntryForm.ports(v4)) {
            if (at + port >= 0 && at + port + PORT_BYTES <= bytes.length) {
                match(at, new EntryForm(v4, reversed, false, port), peer.port(), forms);
                match(at, new EntryForm(v4, reversed, true, port), peer.port(), forms);
            }
        }
    }

    private void match(int at, EntryForm form, int port, List<EntryForm> forms) {
        int there = view.u16(at + form.port());
        boolean same = (form.littlePort() ? Short.toUnsignedInt(Short.reverseBytes((short) there)) : there) == port;
        if (same && (found.containsKey(form) || found.size() < MOST_FORMS)) {
            found.computeIfAbsent(form, none -> new Places()).addresses.add(at);
            if (!forms.contains(form)) {
                forms.add(form);
            }
        }
    }

    /**
     * What it proves when enough of its peers were contacted: the form in which the most of them stand, of equal ones
     * the likeliest.
     *
     * @param least how many peers have to be contacted
     */
    Optional<Sample> sample(int least) {
        return found.entrySet().stream().filter(entry -> entry.getValue().peers >= least)
            .min(Comparator.<Map.Entry<EntryForm, Places>>comparingInt(entry -> -entry.getValue().peers)
                .thenComparingInt(entry -> entry.getKey().rank()))
            .flatMap(entry -> Sample.of(entry.getKey(), bytes,
                entry.getValue().addresses.stream().mapToInt(Integer::intValue).toArray(), least));
    }
}
