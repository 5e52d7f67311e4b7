/**
 * The threads that own packets. A {@link gateway.core.internal.worker.Worker} runs one source and one pipeline to
 * completion; everybody else talks to it through its {@link gateway.core.internal.worker.WorkerProxy}.
 */
package gateway.core.internal.worker;
