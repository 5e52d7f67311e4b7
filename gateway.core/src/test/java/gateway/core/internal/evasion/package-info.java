/**
 * The catalogue of evasions ({@code docs/evasions.md}): what a sender may try so that a keyword passes unread. Each is
 * run through a pipeline with the real HTTP and MSN bundles against models of receivers that differ in what they take.
 * Everything is called on the test's thread.
 */
package gateway.core.internal.evasion;
