package gateway.core.internal.backup;

import gateway.core.internal.files.ConfigurationWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts the files of an archive in the place of those that are there. They are unpacked on the same disk first, so that
 * what is left to do is renaming; if that fails all goes back. A running gateway waits until all are in place.
 */
final class Replacement {
    private static final String NEW = ".restored";
    private static final String OLD = ".replaced";

    private final Contents contents;
    /** Where what was there is kept meanwhile. */
    private final Map<Path, Path> before = new LinkedHashMap<>();
    private final List<Path> putIn = new ArrayList<>();

    Replacement(Contents contents) {
        this.contents = contents;
    }

    /** Does it. The archive has been checked, and is checked again while it is unpacked. */
    void replace(BackupReader archive) throws IOException, BrokenArchive {
        Files.createDirectories(contents.conf());
        Files.createDirectories(contents.load());
        Contents fresh = in(NEW);
        Path marker = contents.conf().resolve(ConfigurationWatch.CHANGING);
        clear();
        try {
            Manifest manifest = archive.unpack(fresh);
            Files.write(marker, new byte[0]);
            swap(Difference.between(contents.files(), manifest.files()), fresh);
        } finally {
            Files.deleteIfExists(marker);
            clear();
        }
    }

    private void swap(List<Difference> differences, Contents fresh) throws IOException {
        try {
            for (Difference one : differences) {
                Path place = contents.at(one.path());
                keep(one, place);
                if (one.kind() != Difference.Kind.REMOVES) {
                    own(fresh.at(one.path()));
                    move(fresh.at(one.path()), place);
                    putIn.add(place);
                }
            }
        } catch (IOException | RuntimeException failed) {
            goBack();
            throw failed;
        }
    }

    /** By a second name where another file takes its place: so there is no moment without any. */
    private void keep(Difference one, Path place) throws IOException {
        Path kept = in(OLD).at(one.path());
        if (one.kind() == Difference.Kind.CHANGES && !Files.isSymbolicLink(place)) {
            Files.createDirectories(kept.getParent());
            Files.createLink(kept, place);
        } else if (one.kind() != Difference.Kind.ADDS) {
            move(place, kept);
        } else {
            return;
        }
        before.put(place, kept);
    }

    private void goBack() throws IOException {
        for (Path file : putIn) {
            if (!before.containsKey(file)) {
                Files.deleteIfExists(file);
            }
        }
        for (Map.Entry<Path, Path> file : before.entrySet()) {
            move(file.getValue(), file.getKey());
        }
    }

    private Contents in(String name) {
        return new Contents(contents.conf().resolve(name), contents.load().resolve(name));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Root restores what the gateway's own user has to read. */
    private void own(Path file) throws IOException {
        if (!Files.getOwner(file).equals(Files.getOwner(contents.conf()))) {
            Files.setOwner(file, Files.getOwner(contents.conf()));
        }
    }

    private void clear() throws IOException {
        for (String name : List.of(NEW, OLD)) {
            Contents left = in(name);
            for (Path folder : List.of(left.conf(), left.load())) {
                if (Files.exists(folder)) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }
}
