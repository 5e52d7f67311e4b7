package gateway.testkit;

import gateway.api.packet.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes small databases of places by the specification of the MaxMind DB format, 2.0. Networks share equal records, as
 * in real ones. Where one network lies in another, the larger has to be given first.
 */
public final class MmdbFile {
    private static final byte[] MARKER = {(byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.',
        'c', 'o', 'm'};
    private static final int SEPARATOR = 16;
    private static final int V4_BEGINS = 96;
    private static final int STRING = 2;
    private static final int UINT16 = 5;
    private static final int UINT32 = 6;
    private static final int MAP = 7;
    private static final int UINT64 = 9;
    private static final int ARRAY = 11;

    private final String type;
    private final long madeSeconds;
    private final int recordBits;
    private final int rootBits;
    private String description = "made by a test";
    private final List<Object[]> nodes = new ArrayList<>();

    /**
     * An empty database of both families, with records of 24 bits.
     *
     * @param type what it says of itself, for instance {@code GeoLite2-Country}
     * @param madeSeconds when it was made, since 1970
     */
    public MmdbFile(String type, long madeSeconds) {
        this(type, madeSeconds, 24, 6);
    }

    /**
     * An empty database.
     *
     * @param type what it says of itself
     * @param madeSeconds when it was made, since 1970
     * @param recordBits of half a node: 24, 28 or 32
     * @param ipVersion 4 for IPv4 alone, 6 for both
     */
    public MmdbFile(String type, long madeSeconds, int recordBits, int ipVersion) {
        this.type = type;
        this.madeSeconds = madeSeconds;
        this.recordBits = recordBits;
        rootBits = ipVersion == 4 ? V4_BEGINS : 0;
        nodes.add(new Object[2]);
    }

    /** What it says of itself, for people. */
    public MmdbFile description(String text) {
        description = text;
        return this;
    }

    /** Says where a network is: two letters of the country, two of the continent. */
    public MmdbFile country(String prefix, String code, String continent) {
        return add(prefix, Map.of("country", Map.of("iso_code", code, "names", Map.of("en", code)),
            "continent", Map.of("code", continent)));
    }

    /** Says in which region of a country a network is, too; the file's type should be one of cities. */
    public MmdbFile city(String prefix, String code, String continent, String region) {
        return add(prefix, Map.of("country", Map.of("iso_code", code), "continent", Map.of("code", continent),
            "subdivisions", List.of(Map.of("iso_code", region), Map.of("iso_code", "smaller"))));
    }

    /** Says whose a network is; the file's type should be one of AS numbers. */
    public MmdbFile system(String prefix, int number, String organization) {
        return add(prefix, Map.of("autonomous_system_number", number,
            "autonomous_system_organization", organization));
    }

    /** Any record: maps, lists, texts, and numbers. */
    public MmdbFile add(String text, Object record) {
        String[] parts = text.split("/");
        IpAddress address = IpAddress.parse(parts[0]).orElseThrow(() -> new IllegalArgumentException(text));
        // An IPv4 network lies in ::/96 here.
        int bits = Integer.parseInt(parts[1]) + (address.isV4() ? V4_BEGINS : 0);
        long high = address.high();
        long low = address.isV4() ? address.low() & 0xffff_ffffL : address.low();
        Object[] node = nodes.get(0);
        for (int bit = rootBits; bit < bits; bit++) {
            int side = (int) ((bit < Long.SIZE ? high >>> 63 - bit : low >>> 127 - bit) & 1);
            if (bit == bits - 1) {
                node[side] = record;
                return this;
            }
            if (!(node[side] instanceof Integer)) {
                nodes.add(new Object[] {node[side], node[side]});
                node[side] = nodes.size() - 1;
            }
            node = nodes.get((Integer) node[side]);
        }
        throw new IllegalArgumentException(text);
    }

    /** The file. */
    public byte[] bytes() {
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        Map<Object, Integer> written = new HashMap<>();
        for (Object[] node : nodes) {
            node(tree, number(node[0], values, written), number(node[1], values, written));
        }
        tree.writeBytes(new byte[SEPARATOR]);
        tree.writeBytes(values.toByteArray());
        tree.writeBytes(MARKER);
        metadata(tree);
        return tree.toByteArray();
    }

    /** The number of a node, or of the place of a record, which is written if it is not there. */
    private int number(Object side, ByteArrayOutputStream values, Map<Object, Integer> written) {
        if (side instanceof Integer next) {
            return next;
        }
        if (side == null) {
            return nodes.size();
        }
        return written.computeIfAbsent(side, record -> {
            int place = nodes.size() + SEPARATOR + values.size();
            write(values, record);
            return place;
        });
    }

    private void node(ByteArrayOutputStream out, int left, int right) {
        if (recordBits == 28) {
            number(out, left, 3);
            out.write(left >>> 24 << 4 | right >>> 24);
            number(out, right, 3);
        } else {
            number(out, left, recordBits / 8);
            number(out, right, recordBits / 8);
        }
    }

    private void metadata(ByteArrayOutputStream out) {
        start(out, MAP, 9);
        field(out, "node_count", UINT32, nodes.size(), 4);
        field(out, "record_size", UINT16, recordBits, 2);
        field(out, "ip_version", UINT16, rootBits == 0 ? 6 : 4, 2);
        field(out, "binary_format_major_version", UINT16, 2, 2);
        field(out, "binary_format_minor_version", UINT16, 0, 2);
        field(out, "build_epoch", UINT64, madeSeconds, 8);
        write(out, "database_type");
        write(out, type);
        write(out, "languages");
        write(out, List.of("en"));
        write(out, "description");
        write(out, Map.of("en", description));
    }

    private static void field(ByteArrayOutputStream out, String name, int type, long value, int bytes) {
        write(out, name);
        number(out, type, value, bytes);
    }

    private static void number(ByteArrayOutputStream out, int type, long value, int bytes) {
        start(out, type, bytes);
        number(out, value, bytes);
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        if (value instanceof Map<?, ?> map) {
            start(out, MAP, map.size());
            new TreeMap<>(map).forEach((key, each) -> {
                write(out, key);
                write(out, each);
            });
        } else if (value instanceof List<?> list) {
            start(out, ARRAY, list.size());
            list.forEach(each -> write(out, each));
        } else if (value instanceof Number number) {
            number(out, UINT32, number.longValue(), 4);
        } else {
            byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
            start(out, STRING, text.length);
            out.writeBytes(text);
        }
    }

    /** The control byte, and those that follow from it. */
    private static void start(ByteArrayOutputStream out, int type, int size) {
        int small = Math.min(size, 29);
        if (type > MAP) {
            out.write(small);
            out.write(type - MAP);
        } else {
            out.write(type << 5 | small);
        }
        if (size >= 29) {
            out.write(size - 29);
        }
    }
}
