package assay.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A commented project to start from: an experiment, its metrics, a policy, a scenario, and the schemas for editors. */
public final class Starter {

    private static final List<String> NAMES = List.of(
            "metrics/conversion_7d.yaml",
            "metrics/retention_7d.yaml",
            "metrics/revenue_30d.yaml",
            "metrics/ctr_7d.yaml",
            "metrics/uninstall_rate.yaml",
            "metrics/support_ticket_rate.yaml",
            "metrics/sessions_7d.yaml",
            "policies/careful_default.yaml",
            "scenarios/onboarding_works.yaml",
            "experiment.yaml");

    private Starter() {}

    /**
     * The files of the project.
     *
     * @return texts by name
     */
    public static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Schemas.schemas().forEach((name, schema) -> files.put("schemas/" + name, schema));
        NAMES.forEach(name -> files.put(name, resource(name)));
        return Collections.unmodifiableMap(files);
    }

    private static String resource(String name) {
        try (InputStream in = Starter.class.getResourceAsStream("starter/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the starter file " + name + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the project, all of it or nothing.
     *
     * @param folder where; a new folder, or an empty one
     * @return the files that were written
     * @throws IllegalArgumentException if there is something in the folder already
     * @throws IOException if it cannot be written
     */
    public static List<Path> write(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        refuseUsed(folder, target);
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(folder + " is the root of the disk; name a new folder.");
        }
        Files.createDirectories(parent);
        // A temporary folder would be closed to others, and stay so when it gets its name.
        Path draft = Files.createDirectory(
                parent.resolve(".assay-init-" + ProcessHandle.current().pid()));
        try {
            for (Map.Entry<String, String> file : files().entrySet()) {
                Path path = draft.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
            }
            move(draft, target, folder);
        } finally {
            delete(draft);
        }
        return files().keySet().stream().map(folder::resolve).toList();
    }

    private static void refuseUsed(Path named, Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(named + " is a file; name a new folder.");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw used(named);
                }
            }
        }
    }

    private static IllegalArgumentException used(Path named) {
        return new IllegalArgumentException(
                named + " holds files already, and none is overwritten; name a new folder or an empty one.");
    }

    /** A folder that is new comes into being in one move; into an empty one the experiment is moved last. */
    private static void move(Path draft, Path target, Path named) throws IOException {
        if (!Files.exists(target)) {
            try {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                throw used(named);
            }
        }
        List<Path> parts = new ArrayList<>();
        try (Stream<Path> inside = Files.list(draft)) {
            inside.sorted(Comparator.comparing((Path p) -> p.endsWith("experiment.yaml")))
                    .forEach(parts::add);
        }
        for (Path part : parts) {
            Files.move(part, target.resolve(part.getFileName()));
        }
    }

    private static void delete(Path draft) throws IOException {
        if (!Files.exists(draft)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(draft)) {
            walk.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
