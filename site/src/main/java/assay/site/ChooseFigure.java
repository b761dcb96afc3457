package assay.site;

import java.util.List;

/** The tree that leads from who decided the treatment to a method: drawn by the style sheet, so that it folds on a phone. */
final class ChooseFigure {

    /** An answer, the methods that it leads to, and the assumption that they rest on. */
    private record Leaf(String answer, List<String> methods, String price) {}

    private record Branch(String decider, String meaning, List<Leaf> leaves) {}

    private static final List<Branch> BRANCHES = List.of(
            new Branch(
                    "A coin",
                    "it was randomised",
                    List.of(
                            new Leaf(
                                    "by unit", List.of("difference-in-means"), "assignment is independent of outcomes"),
                            new Leaf(
                                    "and covariates are known",
                                    List.of("lin", "ols", "cuped", "mlrate"),
                                    "covariates are measured before assignment"),
                            new Leaf(
                                    "and the metric is a ratio",
                                    List.of("ratio", "cuped-ratio", "relative-lift"),
                                    "a row is what was randomised, not a session"),
                            new Leaf(
                                    "and the metric is a percentile",
                                    List.of("quantile", "sequential-quantile"),
                                    "values differ near the percentile"),
                            new Leaf(
                                    "for whole clusters",
                                    List.of(
                                            "clustered-ols",
                                            "wild-cluster-bootstrap",
                                            "cluster-means",
                                            "randomisation-inference"),
                                    "clusters do not affect each other"),
                            new Leaf(
                                    "in a market where units affect each other",
                                    List.of(
                                            "cluster-randomised",
                                            "budget-split",
                                            "multiple-randomisation",
                                            "exposure-mapping"),
                                    "effects stay within the cluster, the budget or the exposure that is named"),
                            new Leaf(
                                    "for periods of one market",
                                    List.of("switchback-horvitz-thompson", "switchback-block-regression"),
                                    "what carries over ends within the periods that are left out"),
                            new Leaf(
                                    "and you look while it runs",
                                    List.of("always-valid", "always-valid-lin", "group-sequential", "sequential-srm"),
                                    "each unit counts once; looks do not depend on the effect"),
                            new Leaf(
                                    "and there are many metrics",
                                    List.of("holm", "benjamini-hochberg", "e-bh", "dunnett"),
                                    "the dependence that each procedure names"),
                            new Leaf(
                                    "but not all follow it",
                                    List.of("two-stage-least-squares", "anderson-rubin", "clustered-encouragement"),
                                    "assignment works through the treatment only; no defiers"),
                            new Leaf(
                                    "for who may be shown an advertisement",
                                    List.of("cace-delta", "cace-anderson-rubin", "ghost-ads"),
                                    "assignment works through impressions only"),
                            new Leaf(
                                    "for whole regions",
                                    List.of("time-based-regression", "trimmed-match"),
                                    "regions go on together as they did before"),
                            new Leaf(
                                    "and you ask who responds",
                                    List.of("causal-forest", "gate", "rate"),
                                    "covariates are measured before assignment"),
                            new Leaf(
                                    "and you ask by which path",
                                    List.of("mediation", "natural-effects"),
                                    "nothing unmeasured moves both the mediator and the outcome"),
                            new Leaf(
                                    "but somewhere else",
                                    List.of("projection", "transport-aipw"),
                                    "units alike in what was measured respond alike there"))),
            new Branch(
                    "A program",
                    "with probabilities that it logged",
                    List.of(
                            new Leaf(
                                    "that another policy would replace",
                                    List.of("off-policy-dr", "off-policy-snips", "policy-value"),
                                    "every action of the new policy was logged with its probability"),
                            new Leaf(
                                    "that learned on the way",
                                    List.of("adaptive-aipw", "batched-ols", "adaptive-betting"),
                                    "probabilities depend on the past only"))),
            new Branch(
                    "A threshold",
                    "of a score",
                    List.of(new Leaf(
                            "on one side of a cutoff",
                            List.of("rdd", "rdd-density"),
                            "all else is continuous there, and nobody chooses the side"))),
            new Branch(
                    "A date",
                    "with periods before it",
                    List.of(
                            new Leaf(
                                    "for one or a few units",
                                    List.of("synthetic-did", "synthetic-control", "augmented-synthetic-control"),
                                    "others, weighted, move as they would have"),
                            new Leaf(
                                    "at different times for different units",
                                    List.of("group-time-att", "did-doubly-robust"),
                                    "others would have changed alike without treatment"))),
            new Branch(
                    "People",
                    "who chose for themselves, or for others",
                    List.of(
                            new Leaf(
                                    "by things that you measured",
                                    List.of("aipw", "dml-plr", "tmle", "entropy-balancing"),
                                    "no hidden confounder, and overlap"),
                            new Leaf(
                                    "pushed by something that is like a coin",
                                    List.of("dml-iv", "interactive-iv", "anderson-rubin"),
                                    "the push works through the treatment only"),
                            new Leaf(
                                    "by things that you did not measure",
                                    List.of("omitted-variable-bounds", "rosenbaum-bounds", "honest-did"),
                                    "no average effect; how strong the hidden part would have to be"))));

    private ChooseFigure() {}

    static Html draw(Library library, Html frame) {
        Html html = frame.fresh();
        html.open("div", "class", "chooser").leaf("p", "Who decided the treatment?", "class", "root");
        html.open("ul", "class", "branches");
        for (Branch branch : BRANCHES) {
            html.open("li").open("p", "class", "decider").leaf("strong", branch.decider());
            html.text(" " + branch.meaning()).close();
            html.open("ul", "class", "leaves");
            branch.leaves().forEach(leaf -> leaf(html, library, leaf));
            html.close().close().line();
        }
        return html.close().close();
    }

    private static void leaf(Html html, Library library, Leaf leaf) {
        html.open("li").leaf("span", leaf.answer(), "class", "answer");
        html.open("span", "class", "names");
        boolean any = false;
        for (String name : leaf.methods()) {
            MethodEntry method = library.method(name).orElse(null);
            if (method != null) {
                any = true;
                html.openLink(
                        method.page(),
                        "title",
                        method.title() + ": " + method.verdict().label());
                html.add(method.verdict().mark()).text(name).close().text(" ");
            }
        }
        if (!any) {
            html.leaf("em", "not in the catalogue yet");
        }
        html.close();
        html.open("span", "class", "price").leaf("span", "you buy: ").text(leaf.price());
        html.close().close();
    }
}
