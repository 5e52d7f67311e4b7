package gateway.core.internal.configuration;

/** A rule that is right but wants something that this version does not do; it is set aside. */
final class NotYet extends InvalidSetting {
    private static final long serialVersionUID = 1L;

    NotYet(Settings settings, String action) {
        super(settings, "action", action + " is not done by this version; the rule is set aside");
    }
}
