package gateway.console.page;

import java.util.function.Supplier;

/**
 * A service that comes and goes.
 *
 * @param name what a visitor calls it
 * @param source the service of this moment, or null
 */
record Service<S>(String name, Supplier<S> source) {
    /** The service of this moment; to be asked for anew in each request. */
    S now() throws Problem {
        S service = source.get();
        if (service == null) {
            throw Problem.unavailable("The gateway's " + name + " cannot be reached: the bundle that provides it "
                + "does not run.");
        }
        return service;
    }
}
