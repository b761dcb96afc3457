package assay.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documentation of the engine's own types and methods, from the sources that are packed with them. */
final class SourceDocs {

    private static final Pattern NAME =
            Pattern.compile("(assay(?:\\.[a-z0-9]+)*)\\.([A-Z]\\w*)[\\w.]*?(?:\\.([a-z]\\w*)\\()?");
    private static final Pattern MARKUP = Pattern.compile("\\{@\\w+ ([^}]*)\\}|</?\\w+/?>");

    private SourceDocs() {}

    /** What the source says of the type or method of a signature; empty if it says nothing. */
    static String of(String signature) {
        Matcher named = NAME.matcher(signature.replaceAll("<[^>]*>", ""));
        String found = "";
        while (named.find()) {
            String source = source(named.group(1).replace('.', '/') + "/" + named.group(2) + ".java");
            String member = named.group(3);
            String declared = member == null
                    ? "(?:class|record|interface|enum) " + named.group(2) + "\\b"
                    : "[\\w<>\\[\\], ?]+ " + member + "\\(";
            String text = before(source, "\\n\\s*(?:@[^\\n]*\\s+)*public [\\w ]*?" + declared);
            // The type that a method returns comes first, the method itself last.
            found = text.isEmpty() && member == null ? found : text;
        }
        return found;
    }

    /** The comment right before a declaration, as plain text. */
    private static String before(String source, String declaration) {
        Matcher comment = Pattern.compile("/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*?" + declaration)
                .matcher(source);
        if (!comment.find()) {
            return "";
        }
        String lines = comment.group(1).replaceAll("(?m)^\\s*\\*? ?", "").strip();
        return MARKUP.matcher(lines).replaceAll(match -> {
            String inside = match.group(1);
            return inside == null ? "" : Matcher.quoteReplacement(inside.replaceFirst("^#", ""));
        });
    }

    private static String source(String path) {
        try (InputStream stream = SourceDocs.class.getResourceAsStream("/META-INF/assay-sources/" + path)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
