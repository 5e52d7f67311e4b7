package gateway.lab.console.fake;

import gateway.api.operation.NotAnswering;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.RecordLine;
import gateway.api.operation.RecordLook;
import gateway.api.operation.RecordPage;
import gateway.api.operation.RecordQuery;
import gateway.api.operation.StoredFile;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A thousand records, of which some are out to do harm, and a file. */
final class FakeRecords implements RecordArchive {
    private static final String[] SAID = {"Are you there?", "yes, just back from lunch",
        "Did you get the slides?\nThe second half is new.", "not yet, send them here please",
        "<script>document.title='harmed'</script><b>bold</b>", "Gr\u00fc\u00dfe aus K\u00f6ln, \u00e0 bient\u00f4t",
        "ok, sending \u202egpj.exe now"};
    private static final String HASH = "5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d8a";
    private static final Endpoint CLIENT = new Endpoint(IpAddress.parse("10.1.4.17").orElseThrow(), 49152);
    private static final Endpoint SERVER = new Endpoint(IpAddress.parse("198.51.100.9").orElseThrow(), 1863);

    private final Supplier<Scene> scene;
    private final List<RecordLine> records = new ArrayList<>();
    private final List<RecordLook> looks = new CopyOnWriteArrayList<>();

    FakeRecords(Supplier<Scene> scene) {
        this.scene = scene;
        long now = System.currentTimeMillis();
        for (int i = 0; i < 1000; i++) {
            long at = now - (1000 - i) * 41_000L;
            int turn = i % 10;
            records.add(switch (turn) {
                case 7 -> line(i, at, "file", "", "", "", "Quarterly report <img src=x onerror=alert(1)>.pdf", "",
                    2_431_882, HASH, true);
                case 8 -> line(i, at, "decision", "", "", "", "", "block by rule no-programs: rule no-programs", -1, "",
                    false);
                case 9 -> line(i, at, "file", "", "", "", "../../holiday.avi", "the flow ended before", 91_000_000, "",
                    false);
                default -> line(i, at, "message", turn % 2 == 0 ? "ann@example.org" : "robert@example.net",
                    turn % 2 == 0 ? "robert@example.net" : "ann@example.org", "room", "", SAID[turn], -1, "", false);
            });
        }
    }

    private static RecordLine line(long id, long at, String kind, String from, String to, String conversation,
                                   String name, String text, long size, String hash, boolean stored) {
        return new RecordLine(id, at, kind, 9_007_199_254_740_993L, "msn", CLIENT, SERVER, from, to, conversation, name,
            text, size, hash, stored);
    }

    @Override
    public RecordPage find(RecordQuery query, String user) throws NotAnswering {
        check();
        looks.add(0, new RecordLook(System.currentTimeMillis(), user, query.text().isEmpty() ? "records"
            : "records with \"" + query.text() + '"'));
        return page(query.before(), query.limit(), query.text().toLowerCase(Locale.ROOT), query.kind());
    }

    @Override
    public RecordPage conversation(long message, long before, int limit, String user) throws NotAnswering {
        check();
        looks.add(0, new RecordLook(System.currentTimeMillis(), user, "the conversation of message " + message));
        return page(before, limit, "", "message");
    }

    private RecordPage page(long before, int limit, String text, String kind) {
        if (scene.get() == Scene.EMPTY) {
            return new RecordPage(List.of(), false);
        }
        List<RecordLine> found = new ArrayList<>(records.stream().filter(line -> line.id() < before
            && (kind.isEmpty() || line.kind().equals(kind))
            && (line.text() + line.name()).toLowerCase(Locale.ROOT).contains(text)).toList());
        java.util.Collections.reverse(found);
        return new RecordPage(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    @Override
    public Optional<StoredFile> file(String sha256, String user) throws NotAnswering {
        check();
        looks.add(0, new RecordLook(System.currentTimeMillis(), user, "the file " + sha256));
        byte[] bytes = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        return sha256.equals(HASH)
            ? Optional.of(new StoredFile(sha256, bytes.length, new ByteArrayInputStream(bytes))) : Optional.empty();
    }

    @Override
    public List<RecordLook> looks(int limit) throws NotAnswering {
        check();
        return looks.subList(0, Math.min(limit, looks.size()));
    }

    private void check() throws NotAnswering {
        if (scene.get() == Scene.BROKEN) {
            throw new NotAnswering("The database of records does not answer: the disk is full.");
        }
    }

    /** Forgets who looked. */
    void begin() {
        looks.clear();
    }
}
