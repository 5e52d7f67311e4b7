/**
 * What is counted, for Prometheus. The web server's threads ask the servlet, which shows what the thread
 * {@code traffic meter} saw last: a scrape asks no worker and forks no command, however often it comes.
 */
package gateway.core.internal.metrics;
