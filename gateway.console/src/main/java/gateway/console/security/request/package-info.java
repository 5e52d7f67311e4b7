/**
 * What is allowed of a request, decided from its method, path and headers alone: where it may come from, which names
 * the console answers to, who may go where, and what every answer says to the browser. No state. Server threads.
 */
package gateway.console.security.request;
