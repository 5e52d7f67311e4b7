/** The launcher as a user meets it: {@code ./gateway} as a process, its exit status and its two outputs. */
package gateway.lab.launcher;
