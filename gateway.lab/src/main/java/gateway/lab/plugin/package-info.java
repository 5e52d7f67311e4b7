/**
 * Plug-ins for experiments with a running gateway: parsers and auditors that behave, throw, loop or dawdle, and a
 * scanner that answers at once, as jars made on the spot by {@link gateway.lab.plugin.TrialBundle}. Their classes run
 * in the gateway, inside of their jars; they use the API and nothing of the laboratory. One that is called after it was
 * taken away says so on standard output, in the words of {@link gateway.lab.plugin.TrialBundle#CALLED_AFTERWARDS}.
 */
package gateway.lab.plugin;
