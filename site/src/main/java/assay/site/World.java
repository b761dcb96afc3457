package assay.site;

import java.util.ArrayList;
import java.util.List;

/** A world for its readers. */
record World(
        String name,
        String title,
        List<String> equations,
        List<Knob> knobs,
        Graph graph,
        String truth,
        List<TrueValue> trueValues,
        String source,
        long size,
        List<String> columns,
        List<List<String>> rows) {

    record Knob(String name, String meaning, String value) {}

    record TrueValue(String name, double value) {}

    /** What moves what: variables with their layer, and arrows between them. */
    record Graph(List<Variable> variables, List<Arrow> arrows) {

        record Variable(String name, int layer, boolean hidden) {}

        record Arrow(String from, String to) {}

        static Graph of(Json json) {
            return new Graph(
                    json.list("nodes").stream()
                            .map(node ->
                                    new Variable(node.text("name"), (int) node.count("layer"), node.flag("hidden")))
                            .toList(),
                    json.list("edges").stream()
                            .map(edge -> edge.list())
                            .map(ends ->
                                    new Arrow(ends.get(0).text(), ends.get(1).text()))
                            .toList());
        }
    }

    static World of(Json json) {
        List<TrueValue> values = new ArrayList<>();
        json.get("true_values")
                .list()
                .forEach(pair -> values.add(new TrueValue(pair.text("name"), pair.number("value"))));
        return new World(
                json.text("name"),
                json.text("title", json.text("name")),
                json.texts("equations"),
                json.list("knobs").stream()
                        .map(knob -> new Knob(knob.text("name"), knob.text("meaning"), knob.text("value")))
                        .toList(),
                Graph.of(json.get("dag")),
                json.text("truth"),
                values,
                json.text("source"),
                json.count("rows"),
                json.get("sample").texts("columns"),
                json.get("sample").list("rows").stream()
                        .map(row -> row.list().stream().map(World::rounded).toList())
                        .toList());
    }

    private static String rounded(Json value) {
        double number = value.number();
        boolean whole = number == Math.rint(number);
        if (!Double.isFinite(number)) {
            return value.text();
        }
        return whole && Math.abs(number) < 1e15 ? Long.toString((long) number) : Numbers.significant(number, 4);
    }

    String anchor() {
        return Slug.of(name);
    }

    String page() {
        return "worlds/" + anchor() + ".html";
    }
}
