/**
 * Direct Connect's newer protocol, ADC 1.0 (https://adc.sourceforge.io/ADC.html), over TCP: what a client says to a
 * hub, and what clients say to each other up to the first file. {@link gateway.protocol.adc.AdcParser} is the service;
 * core calls it on several worker threads at once, and the dissector of a flow on the one thread that owns the flow.
 */
package gateway.protocol.adc;
