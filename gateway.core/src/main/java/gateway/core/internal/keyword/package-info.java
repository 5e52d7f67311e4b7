/**
 * Many words looked for at once in what people write. A {@link gateway.core.internal.keyword.KeywordSet} is compiled on
 * the framework's threads when a rule is read, is immutable, and is shared by all workers; a
 * {@link gateway.core.internal.keyword.KeywordScan} is one text's search, of one worker thread. Both see text as
 * {@link gateway.core.internal.keyword.Folder} makes it: case, width, compatibility forms and what cannot be seen are
 * gone, and every character still knows where it came from. The pipeline asks, through the policy's rules, for every
 * message, file name and search that a dissector reads.
 */
package gateway.core.internal.keyword;
