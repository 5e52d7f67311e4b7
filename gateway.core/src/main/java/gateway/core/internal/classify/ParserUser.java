package gateway.core.internal.classify;

/** Who uses the parsers that are there. */
public interface ParserUser {
    /**
     * These are the parsers from now on. Those that are not among them are not called any more when this returns.
     *
     * @return how many flows were orphaned: the parser that read them is gone
     */
    int onParsers(ParserSet parsers);
}
