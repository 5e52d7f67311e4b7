/**
 * Hostile lists of peers for the localizer: {@link gateway.lab.list.MutatedLists} makes them, has them decided, and
 * {@link gateway.lab.list.ListRules} looks whether anything came in that must not; {@link
 * gateway.lab.list.MutatedPayloads} does the same with bytes that are read and written by learnt layouts. Each block of
 * lists follows from its number alone. Called by {@code ./gateway bench mutated-lists} and by a test; everything runs
 * on the caller's thread.
 */
package gateway.lab.list;
