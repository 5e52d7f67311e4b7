/**
 * The way of a packet, from its headers to its verdict. A {@link gateway.core.internal.pipeline.Pipeline} belongs to
 * one worker thread and is the same for the kernel's queues and for capture files.
 */
package gateway.core.internal.pipeline;
