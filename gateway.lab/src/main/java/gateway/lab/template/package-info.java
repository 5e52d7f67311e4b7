/**
 * {@code ./gateway new-protocol}: makes the folder of a protocol bundle from the template in {@code cnf/template}, and
 * writes the lines that the build needs. One thread, that of the launcher's process; nothing is left half done.
 */
package gateway.lab.template;
