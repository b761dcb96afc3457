package assay.contract;

import assay.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Named and versioned parts of contracts, from files and from the experiment itself. */
final class Library<T> {

    private static final int DEEPEST = 8;

    /** A part that may be named. */
    record Entry<T>(String name, String version, YamlNode node, T value) {}

    private final String what;
    private final List<Entry<T>> entries = new ArrayList<>();
    private final List<Path> searched = new ArrayList<>();

    /** Whether a part could not be read, so that a name that is not found may be its. */
    private boolean complete = true;

    Library(String what) {
        this.what = what;
    }

    /** Adds a part, unless there is one of this name and version. */
    void add(String name, String version, YamlNode node, T value, Problems problems) {
        for (Entry<T> before : entries) {
            if (before.name.equals(name) && before.version.equals(version)) {
                problems.add(
                        node,
                        what + " '" + name + "' of version " + version + " is defined already in " + before.node.file()
                                + " on line " + before.node.line(),
                        "Keep one of them, or make this a new version.");
                return;
            }
        }
        entries.add(new Entry<>(name, version, node, value));
    }

    /** The part that is meant by a name, or by a name, an at sign and a version. */
    Optional<Entry<T>> find(YamlNode reference, Problems problems) {
        String[] words = reference.text().split("@", 2);
        List<Entry<T>> named =
                entries.stream().filter(e -> e.name.equals(words[0])).toList();
        if (named.isEmpty()) {
            if (complete) {
                problems.add(
                        reference, "there is no " + what + " '" + YamlFile.oneLine(words[0]) + "'", help(words[0]));
            }
            return Optional.empty();
        }
        List<String> versions = named.stream().map(Entry::version).toList();
        if (words.length == 1 && named.size() > 1) {
            problems.add(
                    reference,
                    what + " '" + words[0] + "' has the versions " + String.join(", ", versions),
                    "Say which, such as " + words[0] + "@" + versions.get(versions.size() - 1) + ".");
            return Optional.empty();
        }
        Optional<Entry<T>> found = named.stream()
                .filter(e -> words.length == 1 || e.version.equals(words[1]))
                .findFirst();
        if (found.isEmpty() && complete) {
            problems.add(
                    reference,
                    what + " '" + words[0] + "' has the version " + String.join(", ", versions) + ", not "
                            + YamlFile.oneLine(words[1]),
                    "Pin a version that there is, or bring back the file of the other.");
        }
        return found;
    }

    private String help(String name) {
        List<String> names = entries.stream().map(Entry::name).distinct().toList();
        if (!names.isEmpty()) {
            return Names.help(YamlFile.oneLine(name), "names", names);
        }
        return searched.isEmpty()
                ? "Write it, or name its folder."
                : "None was found in "
                        + String.join(
                                ", ", searched.stream().map(Path::toString).toList()) + ".";
    }

    /** The files of the paths that were asked for, or of a folder beside the experiment or beside its folder. */
    List<Path> files(List<Path> asked, Path experiment, String folder, Problems problems) {
        List<Path> files = new ArrayList<>();
        if (!asked.isEmpty()) {
            searched.addAll(asked);
            for (Path path : asked) {
                problems.attempt(() -> yaml(path)).ifPresent(files::addAll);
            }
            return files;
        }
        Path home = Optional.ofNullable(experiment.getParent()).orElse(Path.of(""));
        for (Path candidate :
                List.of(home.resolve(folder), home.resolve("..").resolve(folder).normalize())) {
            searched.add(candidate);
            if (Files.isDirectory(candidate)) {
                return yaml(candidate);
            }
        }
        return files;
    }

    private static List<Path> yaml(Path path) {
        if (!Files.isDirectory(path)) {
            YamlFile.text(path);
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path, DEEPEST)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads each file in turn and keeps its mistakes. */
    void read(
            List<Path> files,
            Shape shape,
            Problems problems,
            Map<Path, String> texts,
            Function<YamlNode, Optional<Entry<T>>> reader) {
        for (Path file : files) {
            Optional<YamlNode> node = problems.attempt(() -> {
                String text = YamlFile.text(file);
                texts.put(file, text);
                return YamlFile.parse(file, text);
            });
            int before = problems.size();
            node.ifPresent(n -> problems.check(shape, n));
            if (node.isPresent() && problems.size() == before) {
                read(node.get(), problems, reader);
            } else {
                complete = false;
            }
        }
    }

    /** Reads a part whose form is right, and keeps its mistakes. */
    void read(YamlNode node, Problems problems, Function<YamlNode, Optional<Entry<T>>> reader) {
        Optional<Entry<T>> entry = reader.apply(node);
        if (entry.isEmpty()) {
            complete = false;
        } else {
            Entry<T> part = entry.get();
            add(part.name, part.version, part.node, part.value, problems);
        }
    }
}
