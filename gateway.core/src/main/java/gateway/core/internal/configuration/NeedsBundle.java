package gateway.core.internal.configuration;

/** A rule that is right but wants something that no bundle here does; it is set aside until one comes. */
final class NeedsBundle extends InvalidSetting {
    private static final long serialVersionUID = 1L;

    NeedsBundle(Settings settings, String action, String bundle) {
        super(settings, "action", action + " needs bundle " + bundle + "; the rule is set aside until it is there");
    }
}
