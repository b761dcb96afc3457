package assay.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found in one world at one size. */
record Cell(
        String id,
        String world,
        Map<String, String> knobs,
        long size,
        boolean home,
        Verdict verdict,
        long replicates,
        long failures,
        List<Claim> claims,
        List<Control> controls,
        Json diagnostics,
        List<Json> explanations,
        Json distribution,
        Map<String, double[]> descriptors,
        Json figures) {

    static Cell of(Json json) {
        return new Cell(
                json.text("id"),
                json.text("world"),
                json.textEntries("knobs"),
                json.count("n"),
                !json.text("role").equals("stress"),
                Verdict.of(json.text("verdict")),
                json.count("replicates"),
                json.count("failures"),
                Claim.all(json),
                json.list("controls").stream().map(Control::of).toList(),
                json.get("diagnostics"),
                json.list("explanations"),
                json.get("distribution"),
                ranges(json.get("descriptors")),
                json.get("figures"));
    }

    private static Map<String, double[]> ranges(Json json) {
        Map<String, double[]> ranges = new LinkedHashMap<>();
        json.entries().forEach((name, range) -> {
            double[] ends = range.numbers();
            if (ends.length == 2) {
                ranges.put(name, ends);
            }
        });
        return ranges;
    }

    Optional<Claim> claim(String name) {
        return claims.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** The claim that stands for the cell: coverage, or for a method whose result is no interval its first claim. */
    Optional<Claim> headline() {
        return claim("coverage").or(() -> claims.stream().findFirst());
    }

    double[] estimateQuantiles() {
        return figures.numbers("estimate_quantiles");
    }

    double truth() {
        return diagnostics.number("truth");
    }

    /** The anchor of the cell on the page of its certificate. */
    String anchor() {
        return Slug.of(id);
    }
}
