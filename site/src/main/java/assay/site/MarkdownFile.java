package assay.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A text with its front matter: lines {@code key: value} between two lines of three dashes. */
record MarkdownFile(String name, Map<String, String> front, String body) {

    static MarkdownFile read(Path file) {
        try {
            String name = file.getFileName().toString().replaceFirst("\\.md$", "");
            return parse(name, Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SiteException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static MarkdownFile parse(String name, String text) {
        String clean = text.replace("\r\n", "\n");
        Map<String, String> front = new LinkedHashMap<>();
        int end = clean.startsWith("---\n") ? clean.indexOf("\n---\n", 3) : -1;
        if (end < 0) {
            return new MarkdownFile(name, front, clean);
        }
        for (String line : clean.substring(4, end + 1).lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                front.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return new MarkdownFile(name, front, clean.substring(end + 5));
    }

    String front(String key) {
        return front.getOrDefault(key, "");
    }

    /** The title: from the front matter, else the first heading, else the file's name. */
    String title() {
        String title = front("title");
        if (!title.isEmpty()) {
            return title;
        }
        return body.lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2).strip())
                .orElse(name);
    }

    /** The body without its first heading, which the page writes itself. */
    String bodyWithoutTitle() {
        return body.stripLeading().startsWith("# ") ? body.stripLeading().replaceFirst("# [^\n]*\n?", "") : body;
    }
}
