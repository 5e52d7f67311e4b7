/**
 * Keeps a clamd at hand. One thread, {@code clamd watch}, starts a clamd of our own and starts it again when it dies or
 * hangs, asks any clamd every second whether it is there, and looks after signatures. Scan threads ask it whether clamd
 * can be asked ({@link gateway.scanner.daemon.ClamdWatch}), and tell it when clamd failed.
 */
package gateway.scanner.daemon;
