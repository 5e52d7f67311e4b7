package gateway.lab;

import gateway.lab.bench.Bench;
import gateway.lab.country.FreeCountries;
import gateway.lab.demo.Demo;
import gateway.lab.template.NewProtocol;
import java.util.List;

/** The laboratory's entry point: {@code demo}, {@code bench}, {@code new-protocol} and {@code countries}, called by the
 * launcher. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_REQUEST = 2;

    private Main() {
    }

    /** Runs a sub-command and ends with its exit status: 0 done, 1 it did not come out, 2 the request was wrong. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        try {
            List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
            return switch (arguments.isEmpty() ? "" : arguments.get(0)) {
                case "demo" -> Demo.run(rest);
                case "bench" -> Bench.run(rest);
                case "countries" -> FreeCountries.run(rest);
                case "new-protocol" -> NewProtocol.run(rest);
                default -> throw new IllegalArgumentException(
                    "usage: demo [--once] [SCENARIO...] | bench [NAME...] | new-protocol NAME | countries FOLDER FILE");
            };
        } catch (IllegalArgumentException e) {
            System.err.println("gateway: " + e.getMessage());
            return WRONG_REQUEST;
        } catch (LabException e) {
            System.err.println("gateway: " + e.getMessage());
            return FAILED;
        }
    }
}
