package assay.site;

import java.util.List;

/** The tree that leads from who decided the treatment to a method. */
final class ChooseFigure {

    private static final double ROW = 74;

    private record Leaf(String answer, List<String> methods, String price) {}

    private static final List<Leaf> LEAVES = List.of(
            new Leaf(
                    "A coin: it was randomised",
                    List.of("difference-in-means"),
                    "assignment is independent of outcomes"),
            new Leaf(
                    "A coin, and covariates are known",
                    List.of("lin", "ols", "cuped", "mlrate"),
                    "covariates are measured before assignment"),
            new Leaf(
                    "A coin, and the metric is a ratio",
                    List.of("ratio", "cuped-ratio", "relative-lift"),
                    "a row is what was randomised, not a session"),
            new Leaf(
                    "A coin, and the metric is a percentile", List.of("quantile"), "values differ near the percentile"),
            new Leaf(
                    "A coin for whole clusters",
                    List.of("clustered-ols", "wild-cluster-bootstrap", "cluster-means", "randomisation-inference"),
                    "clusters do not affect each other"),
            new Leaf(
                    "A coin, and you look while it runs",
                    List.of("always-valid", "always-valid-lin", "group-sequential", "sequential-srm"),
                    "each unit counts once; looks do not depend on the effect"),
            new Leaf(
                    "A coin, and there are many metrics",
                    List.of("holm", "benjamini-hochberg", "e-bh", "dunnett"),
                    "the dependence that each procedure names"),
            new Leaf(
                    "A coin, but not all follow it",
                    List.of("two-stage-least-squares", "anderson-rubin", "clustered-encouragement"),
                    "assignment works through the treatment only; no defiers"),
            new Leaf(
                    "A coin for who may be shown an ad",
                    List.of("cace-delta", "cace-anderson-rubin", "ghost-ads"),
                    "assignment works through impressions only"),
            new Leaf(
                    "A coin for whole regions",
                    List.of("time-based-regression", "trimmed-match"),
                    "regions go on together as they did before"),
            new Leaf(
                    "A coin, but somewhere else",
                    List.of("projection", "transport-aipw"),
                    "units alike in what was measured respond alike there"),
            new Leaf(
                    "People, by things that you measured",
                    List.of("aipw", "dml-plr", "ipw"),
                    "no hidden confounder, and overlap"),
            new Leaf(
                    "People, at different times, seen before and after",
                    List.of("group-time-att"),
                    "others would have changed alike without treatment"),
            new Leaf(
                    "People, by things that you did not",
                    List.of(),
                    "no average effect without another source of truth"),
            new Leaf(
                    "A threshold of a score",
                    List.of("rdd"),
                    "all else is continuous there, and nobody chooses the side"),
            new Leaf(
                    "A date, for one or a few units",
                    List.of("synthetic-did", "synthetic-control"),
                    "others, weighted, move as they would have"));

    private ChooseFigure() {}

    static Html draw(Library library, Html frame) {
        double height = ROW * LEAVES.size() + 16;
        Plot plot = Plot.withLinks(
                frame.fresh(),
                "choose-tree",
                "Which method?",
                "The question is who decided the treatment. Each answer leads to methods and to the assumption "
                        + "they rest on; the same content is in the table below.",
                800,
                height);
        double middle = height / 2;
        plot.svg()
                .empty(
                        "rect",
                        "class",
                        "node root",
                        "x",
                        "8",
                        "y",
                        Numbers.coordinate(middle - 30),
                        "width",
                        "150",
                        "height",
                        "60",
                        "rx",
                        "8");
        plot.text(83, middle - 4, "Who decided", "node-title middle")
                .text(83, middle + 15, "the treatment?", "node-title middle");
        double y = 8;
        for (Leaf leaf : LEAVES) {
            leaf(plot, library, leaf, y, middle);
            y += ROW;
        }
        return plot.close();
    }

    private static void leaf(Plot plot, Library library, Leaf leaf, double y, double middle) {
        double centre = y + ROW / 2 - 4;
        String from = "M158 " + Numbers.coordinate(middle);
        String to = Numbers.coordinate(centre);
        plot.path(
                "branch", new StringBuilder(from + "C188 " + Numbers.coordinate(middle) + " 178 " + to + " 208 " + to));
        plot.svg()
                .empty(
                        "rect",
                        "class",
                        "node",
                        "x",
                        "208",
                        "y",
                        Numbers.coordinate(y + 8),
                        "width",
                        "266",
                        "height",
                        "50",
                        "rx",
                        "8");
        plot.text(341, centre + 4, leaf.answer(), "node-text middle");
        plot.line(474, centre, 500, centre, "branch");
        double x = 510;
        boolean any = false;
        for (String name : leaf.methods()) {
            MethodEntry method = library.method(name).orElse(null);
            if (method == null) {
                continue;
            }
            any = true;
            plot.svg()
                    .openLink(method.page())
                    .leaf(
                            "text",
                            name,
                            "class",
                            "node-link",
                            "x",
                            Numbers.coordinate(x),
                            "y",
                            Numbers.coordinate(centre - 3))
                    .close();
            x += name.length() * 8.0 + 18;
        }
        if (!any) {
            plot.text(510, centre - 3, "not in the catalogue yet", "node-none");
        }
        plot.text(510, centre + 16, "you buy: " + leaf.price(), "node-price");
    }
}
