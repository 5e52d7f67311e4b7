package gateway.core.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.jar.Attributes;

/**
 * What the launcher starts: {@code backup CONF LOAD ARCHIVE} or {@code restore CONF LOAD ARCHIVE KEPT [--check]}, where
 * KEPT is the folder for what was there before. Ends with 0, or with 2 and one line.
 */
public final class BackupProgram {
    private static final int WRONG_REQUEST = 2;
    private static final DateTimeFormatter STAMP =
        DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneId.systemDefault());

    private BackupProgram() {
    }

    /** Does it. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        Path archive = Path.of(arguments.get(3));
        try {
            Contents contents = new Contents(Path.of(arguments.get(1)), Path.of(arguments.get(2)));
            if (arguments.get(0).equals("backup")) {
                backup(contents, archive);
            } else {
                restore(contents, archive, Path.of(arguments.get(4)), arguments.contains("--check"));
            }
            return 0;
        } catch (BrokenArchive broken) {
            System.err.println("gateway: " + archive + " " + broken.getMessage() + "; nothing is changed");
        } catch (FileSystemException failed) {
            String reason = failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason();
            System.err.println("gateway: " + failed.getFile() + ": " + reason);
        } catch (IOException failed) {
            System.err.println("gateway: " + arguments.get(0) + ": " + failed.getMessage());
        }
        return WRONG_REQUEST;
    }

    private static void backup(Contents contents, Path archive) throws IOException {
        Manifest written = new BackupWriter(contents).write(archive.toAbsolutePath(), version(), Instant.now());
        System.out.println(count(written.files().size()) + " saved in " + archive);
    }

    private static void restore(Contents contents, Path archive, Path kept, boolean onlyCheck)
        throws IOException, BrokenArchive {
        BackupReader reader = new BackupReader(archive);
        Manifest manifest = reader.check();
        System.out.println(archive + " is good: " + count(manifest.files().size()) + ", saved "
            + manifest.date() + " by version " + manifest.version());
        List<Difference> differences = Difference.between(contents.files(), manifest.files());
        differences.forEach(System.out::println);
        if (differences.isEmpty()) {
            System.out.println("nothing would change: all of it is as it is in the backup");
        } else if (onlyCheck) {
            System.out.println("nothing is changed: this was a check");
        } else {
            Path before = Files.createDirectories(kept)
                .resolve("before-restore-" + STAMP.format(Instant.now()) + ".zip");
            new BackupWriter(contents).write(before, version(), Instant.now());
            new Replacement(contents).replace(reader);
            System.out.println("restored; what was there before is in " + before);
        }
    }

    private static String count(int files) {
        return files + (files == 1 ? " file" : " files");
    }

    private static String version() throws IOException {
        try (InputStream in = BackupProgram.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            Attributes bundle = in == null ? new Attributes() : new java.util.jar.Manifest(in).getMainAttributes();
            String version = bundle.getValue("Bundle-Version");
            return version == null ? "unknown" : version;
        }
    }
}
