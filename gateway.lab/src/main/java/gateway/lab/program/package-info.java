/**
 * The real programs of the laboratory, each with the settings that it needs to work in a network without a way out:
 * opentracker, Transmission, aria2, qBittorrent, nginx, curl, ab, iperf3, ping. One small class each; a started
 * program ends with its laboratory at the latest.
 */
package gateway.lab.program;
