/**
 * What a flow speaks: core's shared matcher picks the parsers worth asking, the parsers claim, the dissector of the
 * one that wins reads what was seen, and parsers over it may claim its messages (kP2PADM, section 3.1.1).
 *
 * <p>A {@link gateway.core.internal.classify.Classifier} belongs to one worker thread and is called by its pipeline;
 * the {@link gateway.core.internal.classify.ParserSet} is an immutable snapshot that all workers share.
 */
package gateway.core.internal.classify;
