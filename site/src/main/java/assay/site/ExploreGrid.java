package assay.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A stored grid: methods side by side while one knob is turned.
 *
 * @param name the topic
 * @param title what grows
 * @param question what a reader wants to know
 * @param seeing what there is to see
 * @param knob what the slider turns
 * @param headline the claim that leads
 * @param stale whether the code has changed since the run
 * @param values the values of the knob that were run
 * @param methods the methods
 * @param cells every method at every value
 */
record ExploreGrid(
        String name,
        String title,
        String question,
        String seeing,
        String knob,
        String headline,
        boolean stale,
        List<Value> values,
        List<Contender> methods,
        List<Cell> cells) {

    /**
     * A value of the knob.
     *
     * @param at the value as it is written
     * @param words the value in words
     */
    record Value(String at, String words) {}

    /**
     * A method of the grid.
     *
     * @param name its name in the topic
     * @param title its name in words
     * @param catalogue its name in the catalogue, empty for a baseline
     * @param naive whether it takes no notice of what the knob turns
     */
    record Contender(String name, String title, String catalogue, boolean naive) {}

    /**
     * One method at one value.
     *
     * @param method name of the method
     * @param at the value as it is written
     * @param verdict on all claims
     * @param claims the claims
     * @param json the numbers
     */
    record Cell(String method, String at, Verdict verdict, List<Claim> claims, Json json) {

        double truth() {
            return json.number("truth");
        }

        double[] quantiles() {
            return json.numbers("quantiles");
        }

        /** Estimate, ends and truth of the replicates that were kept. */
        List<double[]> intervals() {
            return json.list("intervals").stream()
                    .map(Json::numbers)
                    .filter(row -> row.length == 4)
                    .toList();
        }

        Claim claim(String name) {
            return claims.stream()
                    .filter(claim -> claim.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new SiteException(
                            "A stored grid lacks the claim " + name + ". Make it again with assay explore run."));
        }
    }

    /**
     * A claim of a cell.
     *
     * @param name its name
     * @param rate the rate that was measured
     * @param low lower end of its confidence sequence
     * @param high upper end
     * @param threshold what it must exceed
     */
    record Claim(String name, double rate, double low, double high, double threshold) {}

    /** The grids beside the certificates, in the order of their names in {@code order}. */
    static List<ExploreGrid> readAll(Path certificates) {
        return Folders.files(certificates.resolveSibling("grids"), ".json").stream()
                .map(Json::read)
                .map(ExploreGrid::of)
                .toList();
    }

    private static ExploreGrid of(Json json) {
        return new ExploreGrid(
                json.text("topic"),
                json.text("title"),
                json.text("question"),
                json.text("seeing"),
                json.text("knob"),
                json.text("headline"),
                json.flag("stale"),
                json.list("values").stream()
                        .map(v -> new Value(Numbers.brief(v.number("at")), v.text("words")))
                        .toList(),
                json.list("methods").stream()
                        .map(m -> new Contender(
                                m.text("name"),
                                m.text("title"),
                                m.text("catalogue"),
                                m.text("stance").equals("NAIVE")))
                        .toList(),
                json.list("cells").stream().map(ExploreGrid::cell).toList());
    }

    private static Cell cell(Json json) {
        return new Cell(
                json.text("method"),
                Numbers.brief(json.number("at")),
                Verdict.of(json.text("verdict")),
                json.list("claims").stream()
                        .map(c -> new Claim(
                                c.text("name"),
                                c.number("estimate"),
                                c.number("low"),
                                c.number("high"),
                                c.number("threshold")))
                        .toList(),
                json);
    }

    Cell cell(Contender method, Value value) {
        return cells.stream()
                .filter(cell -> cell.method().equals(method.name()) && cell.at().equals(value.at()))
                .findFirst()
                .orElseThrow(() -> new SiteException("The stored grid " + name + " lacks " + method.name() + " at "
                        + value.at() + ". Make it again with assay explore run " + name + "."));
    }

    /** Whether a method of the catalogue is in the grid. */
    boolean has(String catalogue) {
        return methods.stream().anyMatch(method -> method.catalogue().equals(catalogue));
    }

    /** What the leading rate counts, in words. */
    String counted() {
        return headline.equals("coverage")
                ? "of intervals hold the truth"
                : "of experiments without an effect find none";
    }

    /** The command that runs a value of the knob again. */
    String command(Value value) {
        return "./assay explore show " + name + " --at " + value.at();
    }

    static Optional<ExploreGrid> of(List<ExploreGrid> grids, String name) {
        return grids.stream().filter(grid -> grid.name().equals(name)).findFirst();
    }
}
