package gateway.lab.framework;

import gateway.lab.process.Await;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The gateway's list of plug-ins as a console would see it. The test is outside of the framework and its classes are
 * not the bundle's: it looks by name.
 */
final class PlugInView {
    private static final String SERVICE = "gateway.api.operation.PlugInDirectory";
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    /**
     * One line of it.
     *
     * @param name the bundle's, or the file's
     * @param version the bundle's
     * @param serves what it brings
     * @param state in capitals
     * @param reason in words
     */
    record Line(String name, String version, String serves, String state, String reason) {
    }

    private final BundleContext context;

    PlugInView(BundleContext context) {
        this.context = context;
    }

    /** All lines. */
    List<Line> lines() {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(SERVICE, null);
            Object directory = context.getService(found[0]);
            List<Line> lines = new ArrayList<>();
            for (Object plugIn : (List<?>) call(directory, SERVICE, "plugIns")) {
                lines.add(new Line(part(plugIn, "name"), part(plugIn, "version"), part(plugIn, "serves"),
                    part(plugIn, "state"), part(plugIn, "reason")));
            }
            return lines;
        } catch (ReflectiveOperationException | org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The line of a name. */
    Optional<Line> line(String name) {
        return lines().stream().filter(line -> line.name().equals(name)).findFirst();
    }

    /** Waits until a line of this name is as wanted. */
    Line await(String name, Predicate<Line> wanted) {
        if (!Await.holds(WAIT, LOOK, () -> line(name).filter(wanted).isPresent())) {
            throw new AssertionError("not as expected: " + name + " in " + lines());
        }
        return line(name).orElseThrow();
    }

    /** Waits until it serves. */
    Line awaitServing(String name) {
        return await(name, line -> line.state().equals("SERVING"));
    }

    /** Waits until it is refused. */
    Line awaitRefused(String name) {
        return await(name, line -> line.state().equals("REFUSED"));
    }

    private static String part(Object plugIn, String name) throws ReflectiveOperationException {
        return String.valueOf(call(plugIn, plugIn.getClass().getName(), name));
    }

    private static Object call(Object target, String type, String name) throws ReflectiveOperationException {
        Method method = target.getClass().getClassLoader().loadClass(type).getMethod(name);
        return method.invoke(target);
    }
}
