/**
 * The files of {@code conf/} as they lie on the disk. FileInstall carries them into ConfigAdmin, where bundles and
 * consoles find them; what it cannot do is done here: say in which line a file is wrong and why, wait until files that
 * are changed together have all come to rest, keep unfit files out, and write what a console changed back without
 * ever leaving half a file. The gateway's own settings are read from here and not from ConfigAdmin, so that they do
 * not depend on the moment at which FileInstall looked at which file.
 *
 * <p>{@link gateway.core.internal.configuration.ConfigurationReader} reads through this package, {@code RunCommand}
 * asks the watch and the write-back; all that happens on the thread {@code gateway control}. FileInstall's thread
 * calls {@link gateway.core.internal.files.UnfitFiles} only.
 */
package gateway.core.internal.files;
