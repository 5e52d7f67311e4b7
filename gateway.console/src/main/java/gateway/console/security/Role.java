package gateway.console.security;

import java.util.Locale;
import java.util.Optional;

/** What a user may do. None includes another; a user has one or several. */
public enum Role {
    /** Sees every page that shows neither content nor secrets; changes nothing. */
    VIEWER,
    /** Sees what a viewer sees, and content: messages, names of files. Each look is recorded. */
    AUDITOR,
    /** Sees what a viewer sees, and changes everything: rules, flows, bundles, configuration. */
    ADMINISTRATOR;

    /** Its name as users and files write it: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name in lower case, if there is one. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
