/**
 * {@code ./gateway demo}: the gateway between real clients and servers. A {@link gateway.lab.demo.Scenario} is a
 * story in steps; each step says what is expected, does it, and says what came ({@link gateway.lab.demo.Narrator}).
 * All of it runs on the main thread, on one {@link gateway.lab.demo.Stage}.
 */
package gateway.lab.demo;
