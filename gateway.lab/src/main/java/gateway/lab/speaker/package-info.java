/**
 * Speakers of protocols whose programs cannot be had any more: test equipment of this project, written from the
 * protocols' descriptions, and not the programs of old. Each says so when it starts. {@link gateway.lab.speaker.Msn},
 * {@link gateway.lab.speaker.Gnutella} and {@link gateway.lab.speaker.Ppstream} start them on hosts of a laboratory,
 * and {@link gateway.lab.speaker.Invented} those of protocols that never were. They run in JVMs of their own, one
 * thread for each connection that a server accepts, one for a client, which does what a script of steps says, and one
 * for a speaker of datagrams.
 */
package gateway.lab.speaker;
