/**
 * What is wanted for a flow: rules in order, the first match decides. A {@link gateway.core.internal.policy.Policy}
 * is an immutable snapshot, made on the framework's threads from configuration and asked on worker threads; every
 * change makes a new one with the next generation.
 */
package gateway.core.internal.policy;
