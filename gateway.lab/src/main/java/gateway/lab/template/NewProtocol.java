package gateway.lab.template;

import gateway.lab.LabException;
import gateway.lab.appliance.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The sub-command {@code new-protocol NAME [--over tcp|udp] [--here DIR] [--build]}. */
public final class NewProtocol {
    private final Path root;
    private final Request request;

    NewProtocol(Path root, Request request) {
        this.root = root;
        this.request = request;
    }

    /**
     * Runs it.
     *
     * @return the exit status, 0
     * @throws IllegalArgumentException if the request is wrong or cannot be met; nothing was changed then
     * @throws LabException if what was made does not build or does not pass its tests
     */
    public static int run(List<String> arguments) {
        NewProtocol made = new NewProtocol(Tree.root(), Request.of(arguments));
        Path folder = made.make();
        NextSteps steps = new NextSteps(made.root, made.request, folder);
        if (made.request.build()) {
            steps.build();
        }
        System.out.print(steps);
        return 0;
    }

    /** Makes the folder and writes the lines; answers where it is. */
    Path make() {
        Path parent = request.here().map(here -> here.toAbsolutePath().normalize()).orElse(root);
        Path folder = parent.resolve(request.bundle());
        refuseWhatIsTaken(parent, folder);
        try {
            Map<Path, String> lines = request.here().isPresent() ? Map.of() : BuildLines.of(root, request.name());
            try (NewFiles files = new NewFiles()) {
                Path staged = files.stage(parent, request.bundle());
                fill(staged, folder);
                files.replace(folder, staged);
                for (Map.Entry<Path, String> file : lines.entrySet()) {
                    files.write(file.getKey(), file.getValue());
                }
                files.keep();
            }
            return folder;
        } catch (IOException e) {
            throw new IllegalArgumentException("new-protocol: cannot write " + e.getMessage(), e);
        }
    }

    private void refuseWhatIsTaken(Path parent, Path folder) {
        if (!Files.isDirectory(parent)) {
            throw new IllegalArgumentException("new-protocol: there is no directory " + parent);
        }
        boolean inAppliance = Files.exists(root.resolve(request.bundle()).resolve("pom.xml"));
        if (inAppliance || Files.exists(folder) && !isRoom(folder)) {
            throw new IllegalArgumentException("new-protocol: the name is taken: "
                + (inAppliance ? root.resolve(request.bundle()) : folder) + " is there already");
        }
    }

    /** A folder of the tree in which somebody only wrote what is to come: its README is kept. */
    private boolean isRoom(Path folder) {
        String[] names = folder.toFile().list();
        return request.here().isEmpty() && names != null && List.of("README.md").equals(List.of(names));
    }

    private void fill(Path staged, Path folder) throws IOException {
        Path templates = root.resolve("cnf/template");
        Template template = new Template(templates.resolve(request.over().id()), request.name());
        template.copyTo(staged);
        boolean alone = request.here().isPresent();
        String pom = Files.readString(templates.resolve(alone ? "alone.xml" : "tree.xml"));
        Files.writeString(staged.resolve("pom.xml"), template.renamed(pom).replace("@tree@", escaped(root.toString())));
        if (alone) {
            Path bnd = staged.resolve("bnd.bnd");
            Files.writeString(bnd, Files.readString(bnd) + "-noextraheaders: true\n-reproducible: true\n");
            Files.writeString(staged.resolve(".gitignore"), "target/\n");
        }
        Path plan = folder.resolve("README.md");
        if (Files.exists(plan)) {
            Files.writeString(staged.resolve("README.md"), Files.readString(plan));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
