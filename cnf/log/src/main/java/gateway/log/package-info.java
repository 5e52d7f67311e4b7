/** What Logback needs to write the gateway's log. Called by Logback, on any thread that logs. */
package gateway.log;
