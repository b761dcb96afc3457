package assay.apidoc;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.tools.Diagnostic;
import jdk.javadoc.doclet.Doclet;
import jdk.javadoc.doclet.DocletEnvironment;
import jdk.javadoc.doclet.Reporter;
import org.jspecify.annotations.Nullable;

/** A doclet that writes one JSON file instead of pages: the site has a template of its own. */
public final class ApiDoclet implements Doclet {

    static final String FILE = "-api-file";

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private @Nullable Reporter reporter;
    private @Nullable Path file;

    /** A doclet, made by the documentation tool. */
    public ApiDoclet() {}

    @Override
    public void init(Locale locale, Reporter told) {
        this.reporter = told;
    }

    @Override
    public String getName() {
        return "Api";
    }

    @Override
    public Set<? extends Option> getSupportedOptions() {
        return Set.of(new FileOption());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean run(DocletEnvironment environment) {
        if (file == null) {
            error("the option " + FILE + " is missing; name the file to write");
            return false;
        }
        try {
            Files.writeString(file, GSON.toJson(new ApiJson(environment).write()) + "\n", StandardCharsets.UTF_8);
            return true;
        } catch (IOException e) {
            error("cannot write " + file + ": " + e.getMessage());
            return false;
        }
    }

    private void error(String message) {
        if (reporter != null) {
            reporter.print(Diagnostic.Kind.ERROR, message);
        }
    }

    /** Where to write. */
    private final class FileOption implements Option {

        @Override
        public int getArgumentCount() {
            return 1;
        }

        @Override
        public String getDescription() {
            return "The file to write";
        }

        @Override
        public Kind getKind() {
            return Kind.STANDARD;
        }

        @Override
        public List<String> getNames() {
            return List.of(FILE);
        }

        @Override
        public String getParameters() {
            return "FILE";
        }

        @Override
        public boolean process(String option, List<String> arguments) {
            file = Path.of(arguments.get(0));
            return true;
        }
    }
}
