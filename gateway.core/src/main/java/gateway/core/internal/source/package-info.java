/**
 * Where packets come from and how they are answered. The kernel's queues and capture files are two sources of the
 * same pipeline; a source and its handler live on one worker thread.
 */
package gateway.core.internal.source;
