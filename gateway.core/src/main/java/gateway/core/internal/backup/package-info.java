/**
 * {@code ./gateway backup} and {@code ./gateway restore}: a program of its own that the launcher starts beside a
 * running gateway, with this bundle's classes and nothing but the JDK; one thread. {@code BackupProgram} takes the
 * words of the command line, {@code BackupWriter} writes an archive, {@code BackupReader} checks one and unpacks it
 * beside what is there, {@code Replacement} puts it in place. The running gateway notices by its watch over
 * {@code conf/}.
 */
package gateway.core.internal.backup;
