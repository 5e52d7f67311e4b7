/**
 * The services of {@link gateway.api.operation}: what consoles, shell, metrics and health checks see of the gateway and
 * do to it. The control thread says where the gateway stands ({@link gateway.core.internal.operation.Standing}); the
 * services are called on any thread but a worker's. They reach flows only by questions to the workers, and a question
 * that looks at all flows is asked in slices, so that packets go on between. The thread {@code traffic meter} takes a
 * look at everything that is counted every two seconds.
 */
package gateway.core.internal.operation;
