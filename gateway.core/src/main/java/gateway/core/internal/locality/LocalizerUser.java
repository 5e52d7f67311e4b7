package gateway.core.internal.locality;

/** Who calls the localizer. */
@FunctionalInterface
public interface LocalizerUser {
    /** This is who localizes from now on. A service that is not there any more is not called when this returns. */
    void onLocalizers(Localizers localizers);
}
