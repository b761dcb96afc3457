package assay.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Digests of code: SHA-256 over the tokens of a class and of every project class that its source refers to, directly or
 * through others. Comments and layout do not count, so that a certificate goes stale when what it is about changes and
 * not before.
 */
public final class CodeDigest {

    private static final String PROJECT = "assay";
    private static final String ROOT = "META-INF/assay-sources/";

    private final Function<String, Optional<String>> sources;
    private final Map<String, Optional<List<String>>> tokens = new ConcurrentHashMap<>();

    /**
     * Digests over given sources.
     *
     * @param sources from the full name of a top-level class to its source, empty if it is not of the project
     */
    public CodeDigest(Function<String, Optional<String>> sources) {
        this.sources = sources;
    }

    /**
     * Digests over the sources that travel in the jars of the project.
     *
     * @return the digests
     */
    public static CodeDigest ofProject() {
        return new CodeDigest(CodeDigest::resource);
    }

    /**
     * The same digests with sources that do not travel with the project.
     *
     * @param more sources by full name of their top-level class
     * @return the larger digests
     */
    public CodeDigest and(Map<String, String> more) {
        Map<String, String> added = Map.copyOf(more);
        return new CodeDigest(name -> Optional.ofNullable(added.get(name)).or(() -> sources.apply(name)));
    }

    private static Optional<String> resource(String name) {
        String path = ROOT + name.replace('.', '/') + ".java";
        try (InputStream in = CodeDigest.class.getClassLoader().getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the source of " + name, e);
        }
    }

    /**
     * The digest of classes and of all that they refer to.
     *
     * @param roots the classes
     * @return {@code sha256:} and 64 hexadecimal digits
     */
    public String of(Collection<Class<?>> roots) {
        StringBuilder all = new StringBuilder();
        for (String name : closure(roots)) {
            all.append(name)
                    .append(' ')
                    .append(Sha256.hex(String.join("\n", tokens(name).orElseThrow())));
            all.append('\n');
        }
        for (Class<?> root : roots) {
            if (tokens(topLevel(root)).isEmpty()) {
                all.append(root.getName()).append(' ').append(compiled(root)).append('\n');
            }
        }
        return Sha256.hex(all.toString());
    }

    /**
     * The project classes that classes refer to, directly or through others, themselves included.
     *
     * @param roots the classes
     * @return full names of top-level classes, sorted
     */
    public SortedSet<String> closure(Collection<Class<?>> roots) {
        return closureOfNames(roots.stream().map(CodeDigest::topLevel).collect(Collectors.toList()));
    }

    /**
     * The same, by name.
     *
     * @param roots full names of top-level classes
     * @return full names of top-level classes, sorted
     */
    public SortedSet<String> closureOfNames(Collection<String> roots) {
        SortedSet<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String name = open.pop();
            Optional<List<String>> found = tokens(name);
            if (found.isPresent() && seen.add(name)) {
                open.addAll(references(name, found.get()));
            }
        }
        return seen;
    }

    private Optional<List<String>> tokens(String name) {
        return tokens.computeIfAbsent(name, n -> sources.apply(n).map(JavaTokens::of));
    }

    /** Imported and fully qualified project names, and capitalised names of the same package. */
    private static Collection<String> references(String name, List<String> tokens) {
        SortedSet<String> found = new TreeSet<>();
        String ownPackage = name.substring(0, name.lastIndexOf('.') + 1);
        String project = name.substring(0, (name + ".").indexOf('.'));
        List<String> onDemand = onDemand(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean member = i > 0 && tokens.get(i - 1).equals(".");
            if ((token.equals(PROJECT) || token.equals(project)) && !member) {
                StringBuilder path = new StringBuilder(token);
                for (int j = i + 2; j < tokens.size() && tokens.get(j - 1).equals("."); j += 2) {
                    path.append('.').append(tokens.get(j));
                    if (Character.isUpperCase(tokens.get(j).charAt(0))) {
                        found.add(path.toString());
                        break;
                    }
                }
            } else if (!member && Character.isUpperCase(token.charAt(0))) {
                found.add(ownPackage + token);
                onDemand.forEach(each -> found.add(each + token));
            }
        }
        return found;
    }

    /** Packages that are imported whole, each with a dot at its end. */
    private static List<String> onDemand(List<String> tokens) {
        List<String> packages = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).equals("import")) {
                int end = tokens.subList(i, tokens.size()).indexOf(";") + i;
                if (end > i && tokens.get(end - 1).equals("*")) {
                    packages.add(String.join("", tokens.subList(i + 1, end - 1)));
                }
            }
        }
        return packages;
    }

    private static String topLevel(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer.getName();
    }

    /** Code that comes without sources counts by its bytes. */
    private static String compiled(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in == null ? type.getName() : Arrays.toString(Sha256.of(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
