/**
 * How applications write their lists of peers, found out from traffic. Workers call {@link
 * gateway.localizer.layout.Learner}: they copy what may be of interest into a bounded queue, and read lists by
 * immutable layouts. One thread, the learner's own, takes the queue and works on it: it looks for contacted peers in
 * payloads ({@code ReceivedPayload}), measures what those payloads have in common ({@code Fit}) and keeps what speaks
 * for and against each layout ({@code Candidate}). Nothing in here trusts a byte: payloads are searched for addresses
 * that the client contacted of its own accord, and everything that is kept has a bound.
 */
package gateway.localizer.layout;
