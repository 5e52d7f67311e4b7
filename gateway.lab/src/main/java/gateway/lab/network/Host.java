package gateway.lab.network;

import gateway.lab.process.Command;
import gateway.lab.process.Programs;
import gateway.lab.process.RunningProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The one host of a site: where clients and servers run. */
public final class Host {
    /** No program of a demo, test or bench is meant to live longer. */
    private static final Duration LIFE = Duration.ofHours(12);

    private final Site site;
    private final Namespace namespace;
    private final Programs programs;

    Host(Site site, Namespace namespace, Programs programs) {
        this.site = site;
        this.namespace = namespace;
        this.programs = programs;
    }

    /** Where it is. */
    public Site site() {
        return site;
    }

    /** The namespace that it is. */
    public Namespace namespace() {
        return namespace;
    }

    /** Its IPv4 address. */
    public String address4() {
        return site.address4();
    }

    /**
     * Gives it a further IPv4 address of its site, so that it stands for several hosts.
     *
     * @param number from 4 to 65534, not one that it has already
     * @return the address
     */
    public String addAddress4(int number) {
        String address = site.address4(number);
        namespace.ip("addr", "add", address + "/16", "dev", "eth0");
        return address;
    }

    /** Its IPv6 address. */
    public String address6() {
        return site.address6();
    }

    /** Runs a command on it to the end, whatever its exit status. */
    public Command.Output run(Duration limit, List<String> command) {
        return Command.run(limit, namespace.inside(command));
    }

    /** Runs a short command on it and insists on its success. */
    public Command.Output run(String... command) {
        return namespace.run(command);
    }

    /** Lets it send no faster than so many megabits a second (token bucket). */
    public void limitSending(int megabits) {
        namespace.run("tc", "qdisc", "replace", "dev", "eth0", "root", "tbf", "rate", megabits + "mbit",
            "burst", "256kb", "latency", "300ms");
    }

    /** Starts a program on it, in the background. */
    public RunningProgram start(String name, List<String> command) {
        return start(name, command, Map.of());
    }

    /** Starts a program on it, in the background, with environment variables of its own. */
    public RunningProgram start(String name, List<String> command, Map<String, String> environment) {
        return programs.start(new Programs.Start(name, namespace.inside(command), LIFE, environment, false));
    }
}
