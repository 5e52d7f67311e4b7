package gateway.console.security.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The users as the file has them now: looked at again whenever it has changed. A file that cannot be understood is
 * reported once and the users before it stay; one that is gone leaves nobody. Any thread.
 */
public final class UserDirectory {
    private final UserFile file;
    private final Consumer<String> problems;
    private Object seen = "";
    private Map<String, User> users = Map.of();

    /** Reads {@code file}; {@code problems} is given one line for each. */
    public UserDirectory(UserFile file, Consumer<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The user of that name. */
    public synchronized Optional<User> find(String name) {
        lookAgain();
        return Optional.ofNullable(users.get(name));
    }

    private void lookAgain() {
        Object now = state();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            users = file.read();
            if (file.exists() && file.isOpenToOthers()) {
                problems.accept(file.path() + " can be read or written by others than its owner: chmod 600");
            }
        } catch (IOException unreadable) {
            problems.accept(unreadable.getMessage() + "; the users stay as they were");
        }
    }

    /** What differs as soon as the file does: each change makes a new file. */
    private Object state() {
        try {
            BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return now.fileKey() + " " + now.lastModifiedTime() + " " + now.size();
        } catch (IOException gone) {
            return "gone";
        }
    }
}
