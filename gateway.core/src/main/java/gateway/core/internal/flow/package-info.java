/**
 * The flow table of one worker: find, create, age and bound flows, and as much TCP state as classification and
 * refusal need. Everything here belongs to one worker thread; nothing is shared, nothing is locked.
 */
package gateway.core.internal.flow;
