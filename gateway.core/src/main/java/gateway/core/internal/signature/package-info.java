/**
 * The one matcher for the signatures of all bundles.
 *
 * <p>The framework thread builds a {@link gateway.core.internal.signature.SignatureMatcher} whenever a parser comes
 * or goes and hands it to the workers within their snapshot; from then on it is immutable, and every worker calls
 * it for the payload packets of undecided flows. Its answer is a set of parsers to be asked, never a decision.
 */
package gateway.core.internal.signature;
