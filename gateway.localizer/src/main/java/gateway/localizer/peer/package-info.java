/**
 * Which peers have which content: what all lists of it together said. Workers tell it lists, who answered and who did
 * not; workers and consoles ask. Lock-free: each content's peers are one immutable value that is replaced as a whole.
 */
package gateway.localizer.peer;
