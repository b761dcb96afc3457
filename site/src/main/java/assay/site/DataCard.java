package assay.site;

import java.nio.file.Path;
import java.util.List;

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
        String design,
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
                json.text("package"),
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
                json.text("design"),
                sentences(json.get("good_for")),
                sentences(json.get("not_good_for")));
    }

    private static String sentences(Json json) {
        List<String> items = json.list().stream().map(Json::text).toList();
        return items.isEmpty() ? json.text() : String.join(" ", items);
    }

    String page() {
        return "data/" + Slug.of(name) + ".html";
    }
}
