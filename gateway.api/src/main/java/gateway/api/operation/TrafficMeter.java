package gateway.api.operation;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How much goes by, and how it is handled. */
@ProviderType
public interface TrafficMeter {
    /** How far apart samples are. */
    int SAMPLE_SECONDS = 2;
    /** How many samples are kept: ten minutes. */
    int MAX_SAMPLES = 300;

    /** Where the gateway stands now; also answered while it does not run. */
    GatewayStatus status();

    /** The newest samples that are newer than {@code sinceMillis}, oldest first, at most {@link #MAX_SAMPLES}. */
    List<TrafficSample> samples(long sinceMillis);
}
