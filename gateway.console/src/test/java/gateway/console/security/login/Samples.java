package gateway.console.security.login;

import gateway.console.security.Role;
import gateway.console.security.user.PasswordHash;
import gateway.console.security.user.User;
import gateway.console.security.user.UserFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A user for tests. Hashing is slow on purpose: one hash for all, of as few rounds as are taken. */
final class Samples {
    static final String PASSWORD = "correct horse battery";
    static final PasswordHash HASH = PasswordHash.parse(
        "pbkdf2-sha256:100000:AAECAwQFBgcICQoLDA0ODw==:yNEi7NuUd81IprF1DFmFwLiwUVjQQNIFF8zbSYZd5DY=");

    private Samples() {
    }

    static User user(String name, Role... roles) {
        return new User(name, Set.of(roles), HASH);
    }

    /** A file with these users. */
    static UserFile file(Path conf, User... users) throws IOException {
        UserFile file = new UserFile(conf);
        file.change(all -> {
            all.clear();
            for (User user : users) {
                all.put(user.name(), user);
            }
        });
        return file;
    }
}
