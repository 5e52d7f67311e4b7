package gateway.api.operation;

import java.util.List;

/**
 * What a {@link FlowQuery} found.
 *
 * @param flows sorted as asked, as many as asked
 * @param matching how many there are in all that fit the query
 * @param total how many flows there are
 */
public record FlowPage(List<FlowLine> flows, long matching, long total) {
}
