package assay.site;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A data set for its readers. */
record DataCard(
        String name,
        String title,
        String description,
        String source,
        String origin,
        String licence,
        long rows,
        List<Column> columns,
        String sha256,
        String kind,
        Json design,
        List<String> addresses,
        String goodFor,
        String notGoodFor) {

    record Column(String name, String type, String unit, String description) {}

    static DataCard read(Path file) {
        Json json = Json.read(file);
        String fallback = file.getFileName().toString().replaceFirst("\\.json$", "");
        String name = json.text("name", fallback);
        return new DataCard(
                name,
                json.text("title", name),
                json.text("description"),
                json.text("source"),
                (json.text("package") + " " + json.text("package_version")).strip(),
                json.text("licence"),
                json.count("rows"),
                json.list("columns").stream()
                        .map(column -> new Column(
                                column.text("name"),
                                column.text("type"),
                                column.text("unit"),
                                column.text("description")))
                        .toList(),
                json.text("sha256"),
                json.text("kind"),
                json.get("design"),
                addresses(json),
                sentences(json.get("good_for")),
                sentences(json.get("not_good_for")));
    }

    private static List<String> addresses(Json json) {
        String doi = json.text("doi");
        String url = json.text("url");
        return Stream.of(doi.isEmpty() || doi.contains("//") ? doi : "https://doi.org/" + doi, url)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /** The kind of design in a word or two. */
    String designKind() {
        return design.isObject() ? design.text("kind") : design.text();
    }

    /** A field of the design: a name, or several. */
    String designed(String field) {
        List<String> several = design.texts(field);
        return several.isEmpty() ? design.text(field) : String.join(", ", several);
    }

    private static String sentences(Json json) {
        List<String> items = json.list().stream().map(Json::text).toList();
        return items.isEmpty() ? json.text() : String.join(" ", items);
    }

    String page() {
        return "data/" + Slug.of(name) + ".html";
    }
}
