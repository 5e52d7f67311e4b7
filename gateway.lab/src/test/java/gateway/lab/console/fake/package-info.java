/**
 * A gateway that only pretends: the services of {@code gateway.api.operation} with scripted answers, made into a
 * bundle of its own by {@link gateway.lab.console.FakeBundle}. It imports what a console's bundle imports, and no
 * class of it is used by the tests themselves.
 */
package gateway.lab.console.fake;
