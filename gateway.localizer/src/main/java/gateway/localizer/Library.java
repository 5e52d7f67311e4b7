package gateway.localizer;

import gateway.localizer.alto.AltoMap;
import gateway.localizer.distance.Atlas;
import gateway.localizer.place.GeoDatabase;
import gateway.localizer.place.NetworkList;
import gateway.localizer.source.Watched;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that the localizer reads, and what it knows by it. One thread makes and refreshes it; problems, sources
 * and {@link #close} come on any.
 */
final class Library implements AutoCloseable {
    private static final int MOST_IN_FOLDER = 32;
    /** While a database is read it is in memory up to five times: the file, reader and tree, and those before. */
    private static final int PART_OF_MEMORY = 6;
    private static final int MOST_LIST_BYTES = 16 << 20;
    /** Address blocks move: a database of this age places many of them wrongly. */
    private static final long OLD_MILLIS = TimeUnit.DAYS.toMillis(365);

    private final Settings settings;
    private final Path work;
    private final Consumer<String> log;
    private volatile Map<Path, Watched<GeoDatabase>> databases = Map.of();
    private volatile Map<Path, Watched<NetworkList>> lists = Map.of();
    private final AltoMaps alto;

    /**
     * What the settings ask for. What an earlier library has read is taken over from it, good or not.
     *
     * @param before null for none; not to be used afterwards
     */
    Library(Settings settings, Library before, Path work, Consumer<String> log) {
        this.settings = settings;
        this.work = work;
        this.log = log;
        AltoMaps known = before == null ? null : before.alto;
        boolean same = known != null && settings.alto().equals(Optional.of(known.places()));
        if (known != null && !same) {
            known.close();
        }
        alto = same ? known : settings.alto().map(places -> new AltoMaps(places, work, log)).orElse(null);
        if (before != null) {
            databases = keep(before.databases, databasePaths(before.databases.keySet()));
            lists = keep(before.lists, settings.networkLists());
        }
    }

    private static <T> Map<Path, Watched<T>> keep(Map<Path, Watched<T>> known, Iterable<Path> paths) {
        Map<Path, Watched<T>> kept = new LinkedHashMap<>();
        paths.forEach(path -> Optional.ofNullable(known.get(path)).ifPresent(each -> kept.put(path, each)));
        return kept;
    }

    Settings settings() {
        return settings;
    }

    /** Looks at the operator's maps again, which may take a minute; whether there is a new one. */
    boolean refreshMaps(long nowMillis) {
        return alto != null && alto.refresh(nowMillis);
    }

    /** Looks at files again; whether anything is new. */
    boolean refreshFiles(long nowMillis) {
        int mostBytes = (int) Math.min(GeoDatabase.MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
        databases = watch(databases, databasePaths(databases.keySet()), path ->
            Watched.file(path, mostBytes, GeoDatabase::read, log));
        lists = watch(lists, settings.networkLists(), path ->
            Watched.file(path, MOST_LIST_BYTES, NetworkList::read, log));
        boolean fresh = false;
        for (Watched<?> each : databases.values()) {
            fresh |= each.refresh(nowMillis);
        }
        for (Watched<?> each : lists.values()) {
            fresh |= each.refresh(nowMillis);
        }
        return fresh;
    }

    private interface Watching<T> {
        Watched<T> of(Path path);
    }

    /** The same where nothing has to be watched that was not. */
    private static <T> Map<Path, Watched<T>> watch(Map<Path, Watched<T>> known, Iterable<Path> paths,
            Watching<T> watching) {
        Map<Path, Watched<T>> all = new LinkedHashMap<>();
        paths.forEach(path -> all.put(path, known.containsKey(path) ? known.get(path) : watching.of(path)));
        return all.keySet().equals(known.keySet()) ? known : all;
    }

    /**
     * The files that were named, and in each folder those that are there or were when it was looked at last: what a
     * file said is kept when it goes.
     */
    private Set<Path> databasePaths(Set<Path> known) {
        Set<Path> paths = new LinkedHashSet<>();
        for (Path named : settings.databases()) {
            if (named.getFileName() != null && named.getFileName().toString().endsWith(".mmdb")) {
                paths.add(named);
            } else {
                Set<Path> inside = new TreeSet<>(inFolder(named));
                known.stream().filter(path -> named.equals(path.getParent())).forEach(inside::add);
                inside.stream().limit(MOST_IN_FOLDER).forEach(paths::add);
            }
        }
        return paths;
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.mmdb")) {
            files.forEach(found::add);
        } catch (IOException | DirectoryIteratorException none) {
            return found; // most often there is no such folder: no databases
        }
        return found;
    }

    /** All that is known now. */
    Atlas.Knowledge knowledge() {
        List<NetworkList> networks = new ArrayList<>();
        networks.add(NetworkList.own(settings.ownNetworks()));
        lists.values().forEach(list -> list.value().ifPresent(networks::add));
        AltoMap map = alto == null ? null : alto.map().orElse(null);
        return new Atlas.Knowledge(NetworkList.table(networks), map, settings.altoFarthest(),
            databases.values().stream().flatMap(each -> each.value().stream()).toList(), settings.here());
    }

    /** What keeps it from knowing more, each in a sentence without its end. Any thread. */
    Stream<String> problems(long nowMillis) {
        Stream<String> old = databases.values().stream().flatMap(each -> each.value()
            .filter(database -> age(database, nowMillis) > OLD_MILLIS)
            .map(database -> each.name() + ": it was made " + Age.of(age(database, nowMillis)) + " ago").stream());
        Stream<String> broken = databases.values().stream().flatMap(each -> each.value()
            .filter(database -> database.failures() > 0)
            .map(database -> each.name() + ": " + database.failures() + " look-ups met records that cannot be read")
            .stream());
        Stream<String> files = Stream.concat(databases.values().stream(), lists.values().stream())
            .map(Watched::problem).filter(each -> !each.isEmpty());
        return Stream.of(files, alto == null ? Stream.<String>empty() : alto.problems(), old, broken)
            .flatMap(each -> each);
    }

    /** What it knows from where, in sentences. Any thread. */
    List<String> sources(long nowMillis) {
        List<String> all = new ArrayList<>();
        databases.values().forEach(each -> each.value().ifPresent(database -> all.add(each.name() + ": "
            + database.type() + ", made " + Age.of(age(database, nowMillis)) + " ago.")));
        lists.values().forEach(each -> each.value().ifPresent(list -> all.add(each.name() + ": " + list.size()
            + " networks, read " + Age.of(nowMillis - each.sinceMillis()) + " ago.")));
        if (alto != null) {
            all.addAll(alto.sources(nowMillis));
        }
        return all;
    }

    private static long age(GeoDatabase database, long nowMillis) {
        return nowMillis - database.made().toEpochMilli();
    }

    @Override
    public void close() {
        databases.values().forEach(Watched::close);
        lists.values().forEach(Watched::close);
        if (alto != null) {
            alto.close();
        }
    }
}
