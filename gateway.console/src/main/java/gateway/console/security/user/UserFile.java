package gateway.console.security.user;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file of the users: a line each, name, roles and the hash of the password, with blanks between them. Nobody but
 * its owner may read it. It changes in one step, and two changes at a time wait for each other.
 */
public final class UserFile {
    /** The file's name in {@code conf/}; FileInstall looks at names in .cfg and .jar only. */
    public static final String NAME = "console.users";
    /** More are not read: who may log in to a gateway fits on a page. */
    static final int MOST_USERS = 1000;
    private static final long MOST_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path file;

    /** The file in a directory of configurations. */
    public UserFile(Path conf) {
        file = conf.resolve(NAME);
    }

    /** What a change does to the users. */
    @FunctionalInterface
    public interface Change {
        /**
         * Changes them.
         *
         * @param users by name, to be changed
         * @throws IllegalArgumentException if it cannot be done, in words; nothing is written then
         */
        void apply(Map<String, User> users);
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** Whether others than its owner may read or write it. */
    public boolean isOpenToOthers() throws IOException {
        return !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    /**
     * All users by name; none if there is no file.
     *
     * @throws IOException if it cannot be read or understood, with file, line and reason
     */
    public Map<String, User> read() throws IOException {
        Map<String, User> users = new TreeMap<>();
        if (!exists()) {
            return users;
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is no list of users: it is larger than a megabyte");
        }
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                User user = user(line);
                if (users.put(user.name(), user) != null || users.size() > MOST_USERS) {
                    throw new IllegalArgumentException("a name stands there twice, or there are too many");
                }
            } catch (IllegalArgumentException wrong) {
                throw new IOException(file + ":" + (i + 1) + ": " + wrong.getMessage(), wrong);
            }
        }
        return users;
    }

    /**
     * Reads, changes and writes it, while no other process does. The lock is a file of its own, since this one is
     * replaced; it stays, since whoever deleted it could delete the lock of another.
     */
    public void change(Change change) throws IOException {
        Path lock = file.resolveSibling("." + NAME + ".lock");
        try (FileChannel channel = FileChannel.open(lock,
                 Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE);
             FileLock held = channel.lock()) {
            Map<String, User> users = read();
            change.apply(users);
            write(users.values());
        }
    }

    private void write(Iterable<User> users) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# Who may use the console. Change it with ./gateway user."));
        users.forEach(user -> lines.add(user.name() + " " + user.roleWords() + " " + user.password()));
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "." + NAME, "", PRIVATE);
        try {
            Files.write(written, lines);
            // root may change the users of a gateway that runs as somebody else
            Files.setOwner(written, Files.getOwner(exists() ? file : file.toAbsolutePath().getParent(),
                LinkOption.NOFOLLOW_LINKS));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static User user(String line) {
        String[] parts = line.split("\\s+");
        if (parts.length != 3) {
            throw new IllegalArgumentException("a line holds a name, roles and a password's hash");
        }
        return new User(parts[0], User.roles(parts[1]), PasswordHash.parse(parts[2]));
    }
}
