package gateway.core.internal.command;

import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.configuration.IntakeSettings;
import gateway.core.internal.kernel.Commands;
import gateway.core.internal.kernel.Family;
import gateway.core.internal.kernel.KernelRules;
import gateway.core.internal.kernel.RuleSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumSet;

/** {@code ./gateway run --check}: what the gateway would do here, and whether it can. Changes nothing. */
final class CheckCommand {
    private static final int WRONG_REQUEST = 2;

    private final ConfigurationReader reader;
    private final PrintStream out = System.out;

    CheckCommand(ConfigurationReader reader) {
        this.reader = reader;
    }

    /** 0 where the gateway could run; 2 where configuration, rights or features are missing. */
    int run() {
        try {
            Reading reading = reader.read();
            reading.setAside().forEach(line -> out.println("set aside: " + line));
            if (!reading.problems().isEmpty()) {
                System.err.println("gateway: " + reading.problems().get(0));
                return WRONG_REQUEST;
            }
            IntakeSettings intake = reading.configuration().intake();
            out.println(new KernelRules(new Commands(intake.netns()), EnumSet.allOf(Family.class))
                .preview(new RuleSettings(intake.queueBase(), intake.workers(), intake.bypass(), 1)));
            return 0;
        } catch (IOException | RuntimeException failed) {
            System.err.println("gateway: " + failed.getMessage());
            return WRONG_REQUEST;
        }
    }
}
