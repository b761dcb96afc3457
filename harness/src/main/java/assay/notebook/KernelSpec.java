package assay.notebook;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells Jupyter how to start the {@link KernelMain kernel}. */
public final class KernelSpec {

    /** The name that notebooks ask for. */
    public static final String NAME = "java";

    private KernelSpec() {}

    /**
     * Where Jupyter looks for the kernels of the current person: {@code JUPYTER_DATA_DIR} if that is set, otherwise the
     * data directory of the platform.
     *
     * @return the directory of kernels, which need not exist
     */
    public static Path userDirectory() {
        return userDirectory(
                System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
    }

    static Path userDirectory(Map<String, String> environment, String system, Path home) {
        String given = environment.getOrDefault("JUPYTER_DATA_DIR", "");
        String name = system.toLowerCase(Locale.ROOT);
        Path data;
        if (!given.isEmpty()) {
            data = Path.of(given);
        } else if (name.startsWith("mac")) {
            data = home.resolve("Library").resolve("Jupyter");
        } else if (name.startsWith("windows") && environment.containsKey("APPDATA")) {
            data = Path.of(environment.getOrDefault("APPDATA", "")).resolve("jupyter");
        } else {
            String shared = environment.getOrDefault("XDG_DATA_HOME", "");
            data = (shared.isEmpty() ? home.resolve(".local").resolve("share") : Path.of(shared)).resolve("jupyter");
        }
        return data.resolve("kernels");
    }

    /**
     * Writes the kernelspec {@code java}: the Java that runs now, with everything on its class path.
     *
     * @param kernels the directory of kernels, such as {@link #userDirectory()}; made if it is not there
     * @return the {@code kernel.json} written
     * @throws IOException if it cannot be written
     */
    public static Path install(Path kernels) throws IOException {
        Path directory = Files.createDirectories(kernels.resolve(NAME));
        Path file = directory.resolve("kernel.json");
        Files.writeString(file, json() + "\n");
        return file;
    }

    private static String json() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.add("-Djava.awt.headless=true");
        String root = System.getProperty("assay.root", "");
        if (!root.isEmpty()) {
            command.add("-Dassay.root=" + root);
        }
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-cp");
        command.add(String.join(File.pathSeparator, ClassPath.current()));
        command.add(KernelMain.class.getName());
        command.add("{connection_file}");
        JsonArray argv = new JsonArray();
        command.forEach(argv::add);
        JsonObject spec = new JsonObject();
        spec.add("argv", argv);
        spec.addProperty("display_name", "Java (Assay)");
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(spec);
    }
}
