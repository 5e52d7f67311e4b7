/**
 * Programs, started and ended. A {@link gateway.lab.process.Command} runs to its end within a bound; a
 * {@link gateway.lab.process.RunningProgram} goes on in the background until its owner
 * {@link gateway.lab.process.Programs} ends it, by its id, at the latest when its life bound is met or this JVM ends.
 * The {@link gateway.lab.process.Ledger} on disk lets a later run clear up after one that was killed.
 */
package gateway.lab.process;
