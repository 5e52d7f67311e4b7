package gateway.lab.network;

import gateway.lab.LabException;
import gateway.lab.process.Ledger;
import gateway.lab.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** One laboratory: namespaces, the programs in them, and a directory for their files. Root only. */
public final class Laboratory implements AutoCloseable {
    private final Ledger ledger;
    private final Path directory;
    private final Programs programs;
    private final Map<Site, Host> hosts = new LinkedHashMap<>();
    private Router router;
    private final Thread hook = new Thread(this::tearDown, "lab-tear-down");
    private boolean closed;

    private Laboratory() {
        ledger = Ledger.open();
        Runtime.getRuntime().addShutdownHook(hook);
        directory = makeDirectory();
        programs = new Programs(directory, ledger);
    }

    /** Builds a laboratory, after clearing up what killed runs left. */
    public static Laboratory build(Plan plan) {
        requireRoot();
        Leftovers.clear();
        Laboratory laboratory = new Laboratory();
        try {
            laboratory.layOut(plan);
            return laboratory;
        } catch (RuntimeException e) {
            laboratory.close();
            throw e;
        }
    }

    /** Whether this process may build one. */
    public static boolean possible() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void requireRoot() {
        if (!possible()) {
            throw new LabException("the laboratory needs root (network namespaces)");
        }
    }

    /** The host of a site of the plan. */
    public Host host(Site site) {
        Host host = hosts.get(site);
        if (host == null) {
            throw new LabException("no site " + site.name() + " in this laboratory");
        }
        return host;
    }

    /** The namespace in the middle. */
    public Router router() {
        return router;
    }

    /** Programs that belong to this laboratory but to none of its hosts. */
    public Programs programs() {
        return programs;
    }

    /** A directory that everybody may read; gone with the laboratory. */
    public Path directory() {
        return directory;
    }

    /** A new directory in it that everybody may read. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new LabException("cannot make " + directory.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /** Gives a large file a second name in another laboratory, instead of a copy. */
    public void link(Path file, Path name) {
        try {
            Files.createLink(name, file);
        } catch (IOException e) {
            throw new LabException("cannot link " + name + ": " + e.getMessage(), e);
        }
    }

    /** Takes everything down: programs, namespaces, directory. */
    @Override
    public void close() {
        tearDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already: the hook runs or has run.
        }
    }

    private synchronized void tearDown() {
        if (!closed) {
            closed = true;
            programs.close();
            Leftovers.clear(ledger);
        }
    }

    private void layOut(Plan plan) {
        router = new Router(makeNamespace("router"), programs);
        if (plan.bridged()) {
            router.addBridge();
        }
        plan.sites().forEach(site -> connect(site, plan));
        if (plan.masquerade()) {
            plan.sites().stream().filter(site -> !site.inside()).forEach(router::masquerade);
        }
    }

    private Namespace makeNamespace(String part) {
        String name = ledger.name() + "-" + part;
        ledger.add(Ledger.Kind.NAMESPACE, name);
        return Namespace.create(name);
    }

    private Path makeDirectory() {
        try {
            Path made = Files.createTempDirectory("p2padm-lab-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            ledger.add(Ledger.Kind.DIRECTORY, made.toString());
            // Servers give up root: what they serve has to be readable for everybody.
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            return made;
        } catch (IOException e) {
            throw new LabException("cannot make a directory: " + e.getMessage(), e);
        }
    }

    private void connect(Site site, Plan plan) {
        Namespace host = makeNamespace(site.name());
        String routerSide = site.routerInterface();
        Namespace middle = router.namespace();
        middle.ip("link", "add", routerSide, "type", "veth", "peer", "name", "eth0", "netns", host.name());
        address(host, "eth0", site.address4(), site.address6());
        host.ip("addr", "add", site.secondAddress4() + "/16", "dev", "eth0");
        if (plan.bridged()) {
            middle.ip("link", "set", routerSide, "master", Router.BRIDGE, "up");
            address(middle, Router.BRIDGE, site.router4(), site.router6());
            // Everybody is a neighbour.
            host.ip("route", "add", "default", "dev", "eth0");
            host.ip("-6", "route", "add", "default", "dev", "eth0");
        } else {
            address(middle, routerSide, site.router4(), site.router6());
            host.ip("route", "add", "default", "via", site.router4());
            host.ip("-6", "route", "add", "default", "via", site.router6());
        }
        if (plan.offloads() == Plan.Offloads.OFF) {
            switchOffloadsOff(middle, routerSide);
            switchOffloadsOff(host, "eth0");
        }
        hosts.put(site, new Host(site, host, programs));
    }

    private static void address(Namespace namespace, String link, String v4, String v6) {
        namespace.ip("addr", "add", v4 + "/16", "dev", link);
        namespace.ip("link", "set", link, "up");
        // No duplicate address detection: the address works at once.
        namespace.ip("addr", "add", v6 + "/32", "dev", link, "nodad");
    }

    private static void switchOffloadsOff(Namespace namespace, String link) {
        namespace.run("ethtool", "-K", link, "tso", "off", "gso", "off", "gro", "off", "tx", "off", "rx", "off");
    }
}
