/**
 * A link that loses and delays, for a kernel without netem: test equipment, not part of the gateway.
 * {@link gateway.lab.link.LossyLink} is a program of its own on a host of the laboratory and gets the host's packets
 * from two netfilter queues ({@link gateway.lab.link.NetfilterQueue}, whose bytes are those of
 * {@link gateway.lab.link.QueueMessages}). One thread decides what is lost ({@link gateway.lab.link.LossSchedule}),
 * one receives what has to wait, one lets it go when its time has come.
 */
package gateway.lab.link;
