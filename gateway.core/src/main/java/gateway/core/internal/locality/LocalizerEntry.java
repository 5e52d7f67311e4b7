package gateway.core.internal.locality;

import gateway.core.internal.fence.BundleCode;

/**
 * One service of a localizer bundle, as workers call it.
 *
 * @param service one of {@link gateway.api.locality}
 */
public record LocalizerEntry<S>(S service) implements BundleCode {
    @Override
    public String title() {
        return "the localizer";
    }
}
