/**
 * TCP streams of flows that policy wants read: order, repetitions, gaps, by byte range (kP2PADM 3.1.3 and 3.1.4, RFC
 * 9293). The pipeline asks {@link gateway.core.internal.sequence.StreamSequence} about every segment before it gets a
 * verdict; what is new and in order goes to the dissector from where it lies in the packet. What has passed is kept
 * until the receiver acknowledges it, so that nothing else can take its place. One worker thread; no locks, no
 * allocation per segment once a flow is under way.
 */
package gateway.core.internal.sequence;
