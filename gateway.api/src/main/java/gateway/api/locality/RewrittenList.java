package gateway.api.locality;

import gateway.api.packet.Endpoint;
import java.util.List;

/**
 * What is to stand in the places of a list of peers.
 *
 * @param entries one for each place of the list, in its order; an equal one where nothing changes
 * @param replaced how many places hold a peer that the list did not have
 * @param moved how many places hold another peer of the list
 * @param far how many far peers the list holds then
 */
public record RewrittenList(List<Endpoint> entries, int replaced, int moved, int far) {
    /** Copies the list. */
    public RewrittenList {
        entries = List.copyOf(entries);
    }

    /** Whether any place changes. */
    public boolean changed() {
        return replaced + moved > 0;
    }
}
