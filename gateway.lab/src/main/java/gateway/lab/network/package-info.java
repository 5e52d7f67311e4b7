/**
 * Networks of our own: {@link gateway.lab.network.Laboratory} lays out one {@link gateway.lab.network.Site} per
 * namespace around a {@link gateway.lab.network.Router} namespace, where the gateway's rules and queues live. There
 * is no way out of them. Names carry the process id; everything is torn down on close, on exit, and by the next run
 * if this one is killed ({@link gateway.lab.network.Leftovers}).
 */
package gateway.lab.network;
