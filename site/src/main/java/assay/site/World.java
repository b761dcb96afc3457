package assay.site;

import java.util.List;

/** A world for its readers. */
record World(
        String name,
        String title,
        List<String> equations,
        List<Knob> knobs,
        String truth,
        String source,
        List<String> columns,
        List<List<String>> rows) {

    record Knob(String name, String meaning, String value) {}

    static World of(Json json) {
        return new World(
                json.text("name"),
                json.text("title", json.text("name")),
                json.texts("equations"),
                json.list("knobs").stream()
                        .map(knob -> new Knob(knob.text("name"), knob.text("meaning"), knob.text("value")))
                        .toList(),
                json.text("truth"),
                json.text("source"),
                json.get("sample").texts("columns"),
                json.get("sample").list("rows").stream()
                        .map(row -> row.list().stream().map(World::rounded).toList())
                        .toList());
    }

    private static String rounded(Json value) {
        double number = value.number();
        boolean whole = number == Math.rint(number);
        return Double.isFinite(number) && !whole ? Numbers.significant(number, 4) : value.text();
    }

    String anchor() {
        return Slug.of(name);
    }
}
