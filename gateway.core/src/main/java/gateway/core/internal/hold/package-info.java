/**
 * Q2, the gateway's own queue (kP2PADM 3.1.2): packets whose verdict is postponed. The kernel keeps the packet; here
 * are its id, its flow, the reason and the deadline. One mechanism for every reason to hold. The pipeline holds and
 * releases on its worker thread; answers from other threads reach it through the worker's inbox.
 */
package gateway.core.internal.hold;
