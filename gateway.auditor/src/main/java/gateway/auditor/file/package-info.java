/**
 * Files that passed by, put together again and stored by their hash. Core hands over their bytes on the auditor's
 * record thread; {@link gateway.auditor.file.FileStore} writes them to files with names of its own making, and what is
 * whole is kept. Never is a name from the wire a path.
 */
package gateway.auditor.file;
