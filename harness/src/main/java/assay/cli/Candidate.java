package assay.cli;

import assay.Estimator;
import assay.Fit;
import assay.certificate.CodeDigest;
import assay.certificate.Sha256;
import assay.notebook.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A person's own estimator, from one source file or from a class on a class path.
 */
final class Candidate implements AutoCloseable {

    /** Says why something cannot be certified at all. */
    static final class Rejected extends RuntimeException {
        Rejected(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        Rejected(String message) {
            this(message, null);
        }
    }

    private final Path compiled;
    private final URLClassLoader loader;
    private final Estimator<Fit> estimator;
    private final Map<String, String> sources = new LinkedHashMap<>();

    /**
     * Loads a candidate.
     *
     * @param what a file that ends in .java, or the full name of a class
     * @param classPath where its libraries are, entries separated as on the platform
     */
    Candidate(String what, String classPath) {
        List<Path> entries =
                ClassPath.split(classPath).stream().map(Path::of).collect(Collectors.toCollection(ArrayList::new));
        for (Path entry : entries) {
            if (!Files.exists(entry)) {
                throw new Rejected("The class path names " + entry + ", which does not exist.");
            }
        }
        try {
            compiled = Files.createTempDirectory("assay-candidate");
            String name = what;
            if (what.endsWith(".java")) {
                Path source = Path.of(what);
                if (!Files.isRegularFile(source)) {
                    throw new Rejected("There is no file " + what + ".");
                }
                compile(source, entries);
                name = className(source);
                sources.put(name, Files.readString(source));
            } else if (!entries.isEmpty()) {
                // Code without source counts by its bytes, with all that it may call.
                sources.put(name, "class " + simpleName(name) + " { String bytes = \"" + digest(entries) + "\"; }");
            }
            entries.add(0, compiled);
            loader = new URLClassLoader(urls(entries), Candidate.class.getClassLoader());
            estimator = instance(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load " + what + ": " + e.getMessage(), e);
        }
    }

    Estimator<Fit> estimator() {
        return estimator;
    }

    /** The digests of the project and of the candidate's own code. */
    CodeDigest code() {
        return CodeDigest.ofProject().and(sources);
    }

    /** Its class in words. */
    String title() {
        return estimator.getClass().getSimpleName();
    }

    /** Its class in kebab case. */
    String name() {
        return title().replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private void compile(Path source, List<Path> entries) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Rejected("This Java has no compiler: run on a JDK, or compile " + source.getFileName()
                    + " yourself and name its class with --classpath.");
        }
        String classPath = Stream.concat(entries.stream().map(Path::toString), ClassPath.current().stream())
                .collect(Collectors.joining(File.pathSeparator));
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(
                            null,
                            files,
                            found,
                            List.of("-proc:none", "-parameters", "-d", compiled.toString(), "-cp", classPath),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            if (!done) {
                throw new Rejected(source.getFileName() + " does not compile:\n" + errors(found));
            }
        }
    }

    private static String errors(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> "  line " + d.getLineNumber() + ": "
                        + d.getMessage(Locale.ROOT).replace("\n", "\n    "))
                .collect(Collectors.joining("\n"));
    }

    /** The class that carries the name of the file. */
    private String className(Path source) throws IOException {
        String stem = source.getFileName().toString().replaceAll("\\.java$", "");
        try (Stream<Path> classes = Files.walk(compiled)) {
            return classes.filter(f -> f.getFileName().toString().equals(stem + ".class"))
                    .map(f -> compiled.relativize(f).toString().replace(File.separatorChar, '.'))
                    .map(f -> f.substring(0, f.length() - ".class".length()))
                    .findFirst()
                    .orElseThrow(() -> new Rejected(source.getFileName() + " declares no class " + stem
                            + ": the estimator must carry the name of its file."));
        }
    }

    private Estimator<Fit> instance(String name) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!Estimator.class.isAssignableFrom(type)) {
                throw new Rejected(name + " is no estimator: it must implement assay.Estimator<assay.Fit>.");
            }
            if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
                throw new Rejected(name + " must be a public class or record that is not abstract.");
            }
            if (!answersFit(type)) {
                throw new Rejected(name + " does not answer a fit: it must implement assay.Estimator<assay.Fit>.");
            }
            @SuppressWarnings("unchecked")
            Estimator<Fit> made = (Estimator<Fit>) constructor(type).newInstance();
            return made;
        } catch (ClassNotFoundException e) {
            throw new Rejected(
                    "There is no class " + name + " on the class path: add its folder or jar by --classpath.", e);
        } catch (InvocationTargetException e) {
            throw new Rejected("The constructor of " + name + " throws " + e.getCause() + ".", e);
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Rejected(name + " cannot be loaded: " + cause + ".", e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            return type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new Rejected(
                    type.getName() + " has no public constructor without arguments, so that its options "
                            + "are not known: add one that sets them.",
                    e);
        }
    }

    private static boolean answersFit(Class<?> type) {
        for (Type each : type.getGenericInterfaces()) {
            if (each instanceof ParameterizedType made && made.getRawType() == Estimator.class) {
                return made.getActualTypeArguments()[0] == Fit.class;
            }
        }
        return true;
    }

    private static URL[] urls(List<Path> entries) throws IOException {
        URL[] urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = entries.get(i).toUri().toURL();
        }
        return urls;
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replaceAll(Pattern.quote("$") + ".*", "");
    }

    /** Of every file on a class path. */
    private static String digest(List<Path> entries) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path entry : entries) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    all.append(entry.relativize(file)).append(' ');
                    all.append(HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file))))
                            .append('\n');
                }
            }
        }
        return Sha256.hex(all.toString());
    }

    @Override
    public void close() throws IOException {
        loader.close();
        try (Stream<Path> files = Files.walk(compiled)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
