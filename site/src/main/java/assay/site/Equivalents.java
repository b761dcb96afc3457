package assay.site;

import java.util.Optional;

/** What R or Python call the same: a section for each method in one file, {@code equivalents.md}. */
final class Equivalents {

    private Equivalents() {}

    /** The section of a method, if the file has one. */
    static Optional<String> of(Content content, String method) {
        return content.page("equivalents").flatMap(file -> section(file.body(), method));
    }

    private static Optional<String> section(String body, String method) {
        String heading = "\n## " + method + "\n";
        String all = "\n" + body;
        int start = all.indexOf(heading);
        if (start < 0) {
            return Optional.empty();
        }
        int from = start + heading.length();
        int end = all.indexOf("\n## ", from);
        return Optional.of(all.substring(from, end < 0 ? all.length() : end).strip());
    }
}
