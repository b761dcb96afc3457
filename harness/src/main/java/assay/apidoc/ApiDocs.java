package assay.apidoc;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import javax.tools.DocumentationTool;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Writes the public API of a source tree as JSON, where the Java that runs has a documentation tool. */
public final class ApiDocs {

    private ApiDocs() {}

    /**
     * Reads sources and writes their API.
     *
     * @param sources the root of the source tree
     * @param root the package to read, with those below it
     * @param classPath what the sources need
     * @param file the JSON file to write; left alone when something goes wrong
     * @return what went wrong, or nothing
     * @throws IOException if the file cannot be written
     */
    public static Optional<String> write(Path sources, String root, String classPath, Path file) throws IOException {
        DocumentationTool tool = ToolProvider.getSystemDocumentationTool();
        if (tool == null) {
            return Optional.of("this Java has no documentation tool; a JDK has one");
        }
        return write(tool, sources, root, classPath, file);
    }

    private static Optional<String> write(
            DocumentationTool tool, Path sources, String root, String classPath, Path file) throws IOException {
        Path fresh = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        List<String> options = List.of(
                "-quiet",
                "-encoding",
                "UTF-8",
                "-classpath",
                classPath,
                "-sourcepath",
                sources.toString(),
                "-subpackages",
                root,
                ApiDoclet.FILE,
                fresh.toString());
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = tool.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean done = tool.getTask(said, files, null, ApiDoclet.class, options, null)
                    .call();
            if (!done || !Files.isRegularFile(fresh)) {
                return Optional.of(said.toString().strip());
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
