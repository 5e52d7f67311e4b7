package gateway.core.internal.command;

import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.configuration.IntakeSettings;
import gateway.core.internal.kernel.Commands;
import gateway.core.internal.kernel.Family;
import gateway.core.internal.kernel.Feature;
import gateway.core.internal.kernel.InterfaceSurvey;
import gateway.core.internal.kernel.KernelFeatures;
import gateway.core.internal.kernel.KernelRules;
import gateway.core.internal.kernel.RuleSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

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
            reading.notes().forEach(line -> out.println("note: " + line));
            reading.problems().forEach(line -> out.println("problem: " + line));
            if (reading.obstacle().isPresent()) {
                System.err.println("gateway: " + reading.obstacle().get());
                return WRONG_REQUEST;
            }
            IntakeSettings intake = reading.configuration().intake();
            KernelFeatures machine = new KernelFeatures(intake.netns());
            List<Feature> features = machine.check();
            features.forEach(out::println);
            printInterfaces(machine.interfaces(), intake);
            printKernelState(intake);
            return verdict(features);
        } catch (IOException | RuntimeException failed) {
            System.err.println("gateway: " + failed.getMessage());
            return WRONG_REQUEST;
        }
    }

    private void printInterfaces(InterfaceSurvey survey, IntakeSettings intake) {
        out.println();
        survey.interfaces().forEach(device -> out.println("interface " + device));
        out.println("set-up: " + survey.setUp());
        if (!intake.inside().isEmpty()) {
            out.println("inside: " + intake.inside());
        } else if (survey.guessInside().isEmpty()) {
            out.println("inside: not set, and nothing here looks like it; name interfaces or networks in inside");
        } else {
            out.println("inside: not set; a guess is inside = " + String.join(", ", survey.guessInside()));
        }
    }

    private void printKernelState(IntakeSettings intake) {
        out.println();
        Family.spoken().forEach(family -> out.println("# set " + family.refusedSet() + " hash:ip,port,ip"));
        out.println(new KernelRules(new Commands(intake.netns()), Family.spoken())
            .preview(new RuleSettings(intake.queueBase(), intake.workers(), intake.bypass(), 1)));
    }

    /** The first thing that is missing goes to standard error, in the one line that a wrong request is worth. */
    private static int verdict(List<Feature> features) {
        for (Feature feature : features) {
            if (feature.isObstacle()) {
                System.err.println("gateway: " + feature.name() + ": " + feature.detail());
                return WRONG_REQUEST;
            }
        }
        return 0;
    }
}
