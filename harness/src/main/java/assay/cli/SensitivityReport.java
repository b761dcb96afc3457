package assay.cli;

import assay.Interval;
import assay.Role;
import assay.harness.Catalog;
import assay.harness.PlantedConfounder;
import assay.sensitivity.AdjustedEstimate;
import assay.sensitivity.BiasBounds;
import assay.sensitivity.BoundsInference;
import assay.sensitivity.EValue;
import assay.sensitivity.MatchedPairs;
import assay.sensitivity.OmittedVariable;
import assay.sensitivity.Oster;
import assay.sensitivity.Overturn;
import assay.sensitivity.PairStatistic;
import assay.sensitivity.Refutation;
import assay.sensitivity.Side;
import assay.sensitivity.Strength;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A sensitivity analysis as a report.
 *
 * @param study the analysis
 * @param q share of the estimate that is to go
 * @param alpha size of tests; intervals are of level 1 - alpha
 * @param rMax R-squared of the regression with everything, empty for the usual choice
 * @param delta relative selection of Oster's bound
 * @param gammas biases of pairs
 * @param method the method that was tried by refuters
 * @param seed of all draws
 */
record SensitivityReport(
        SensitivityStudy study,
        double q,
        double alpha,
        Optional<Double> rMax,
        double delta,
        List<Double> gammas,
        String method,
        long seed) {

    private static final int WIDTH = 110;
    private static final List<String> CERTIFIED =
            List.of("omitted-variable-bounds", "benchmark-bounds", "dml-bounds", "rosenbaum-bounds");

    String format(Format format) {
        return switch (format) {
            case CSV -> rows().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private OmittedVariable regression() {
        return study.analysis().regression();
    }

    private String text(Format format) {
        StringBuilder out = new StringBuilder(format == Format.MD ? "# What would overturn the estimate\n\n" : "");
        String end = format == Format.MD ? "  \n" : "\n";
        header().forEach(line -> out.append(line).append(end));
        out.append('\n').append(rows().format(format)).append('\n');
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(format == Format.MD ? "\n" : ""));
        if (!study.refutations().isEmpty()) {
            out.append('\n').append(refuted().format(format)).append('\n');
            study.refutations()
                    .forEach(attempt ->
                            out.append(Wrap.at(attempt.sentence(), WIDTH)).append(format == Format.MD ? "\n" : ""));
        }
        if (!study.planted().isEmpty()) {
            out.append('\n').append(planted().format(format)).append('\n');
            study.planted()
                    .forEach(finding ->
                            out.append(Wrap.at(finding.sentence(), WIDTH)).append(format == Format.MD ? "\n" : ""));
        }
        out.append('\n');
        certificates().forEach(line -> out.append(Wrap.at(line, WIDTH)));
        return out.toString();
    }

    /** What was estimated. */
    List<String> header() {
        OmittedVariable r = regression();
        Interval interval = r.inference().interval(1 - alpha);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "regression of %s on %s and %d covariate(s); rows: %d (%d dropped); seed: %d",
                study.analysis().sample().column(Role.OUTCOME).name(),
                r.term(),
                study.analysis().sample().columns(Role.COVARIATE).size(),
                study.analysis().sample().size(),
                study.analysis().sample().dropped(),
                seed));
        lines.add(String.format(
                Locale.ROOT,
                "estimate: %s, classical standard error %s, t %s on %s degrees of freedom, %s %% interval %s to %s",
                Rows.brief(r.value()),
                Rows.brief(r.stdError()),
                Rows.brief(r.statistic()),
                Rows.brief(r.degreesOfFreedom()),
                Rows.brief(100 * (1 - alpha)),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper())));
        lines.add(String.format(
                Locale.ROOT,
                "robustness value: %s (q = %s); of significance: %s (alpha = %s); partial R2 with the outcome: %s",
                Rows.brief(r.robustnessValue(q)),
                Rows.brief(q),
                Rows.brief(r.robustnessValue(q, alpha)),
                Rows.brief(alpha),
                Rows.brief(r.partialR2())));
        study.learned()
                .ifPresent(bounds -> lines.add(String.format(
                        Locale.ROOT,
                        "double machine learning: %s (standard error %s); robustness value: %s; of significance, one-sided: %s",
                        Rows.brief(bounds.value()),
                        Rows.brief(bounds.stdError()),
                        Rows.brief(bounds.robustnessValue(0)),
                        Rows.brief(bounds.robustnessValue(0, 1 - alpha)))));
        study.ratio()
                .ifPresent(value -> lines.add(String.format(
                        Locale.ROOT,
                        "E-value: %s%s, of a risk ratio of %s",
                        Rows.brief(value.point()),
                        value.limit()
                                .map(limit -> "; of the limit of the interval: " + Rows.brief(limit))
                                .orElse(""),
                        Rows.brief(value.riskRatio()))));
        study.selection().ifPresent(oster -> lines.add(selection(oster)));
        study.pairs().ifPresent(pairs -> gammas.forEach(gamma -> lines.add(odds(pairs, gamma))));
        return lines;
    }

    private double maximum(Oster oster) {
        return rMax.orElse(oster.usualMaximum());
    }

    private String selection(Oster oster) {
        double most = maximum(oster);
        List<Double> exact = oster.exact(delta, most);
        String solutions = exact.isEmpty()
                ? "none"
                : String.join(" or ", exact.stream().map(Rows::brief).toList());
        String approximation = oster.controlledR2() > oster.uncontrolledR2()
                ? Rows.brief(oster.approximate(delta, most))
                : "undefined, as covariates do not raise R-squared";
        return String.format(
                Locale.ROOT,
                "Oster: without covariates %s (R2 %s), with them %s (R2 %s); at delta = %s and R2 max %s the effect is %s"
                        + " exactly, %s by the approximation; delta for an effect of 0: %s",
                Rows.brief(oster.uncontrolled()),
                Rows.brief(oster.uncontrolledR2()),
                Rows.brief(oster.controlled()),
                Rows.brief(oster.controlledR2()),
                Rows.brief(delta),
                Rows.brief(most),
                solutions,
                approximation,
                Rows.brief(oster.delta(0, most)));
    }

    private String odds(MatchedPairs pairs, double gamma) {
        Interval interval = pairs.interval(gamma, 1 - alpha);
        return String.format(
                Locale.ROOT,
                "pairs: %d (%d differ); hidden bias of odds at most %s: p-value at most %s (signs: %s), additive effects %s to %s",
                pairs.size(),
                pairs.informative(),
                Rows.brief(gamma),
                Rows.brief(pairs.pValue(gamma, PairStatistic.SIGNED_RANK, Side.TWO_SIDED)),
                Rows.brief(pairs.pValue(gamma, PairStatistic.SIGN, Side.TWO_SIDED)),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper()));
    }

    /** A row for the estimate as it is, and for each confounder. */
    private Rows rows() {
        Rows rows = new Rows(
                "confounder",
                "r2_treatment",
                "r2_outcome",
                "bias",
                "estimate",
                "std_error",
                "statistic",
                "conf_low",
                "conf_high",
                "conf_level",
                "bound_low",
                "bound_high");
        OmittedVariable r = regression();
        Interval own = r.inference().interval(1 - alpha);
        Interval population = study.bounds().inference(Strength.NONE).interval(1 - alpha);
        rows.add(
                "none",
                0.0,
                0.0,
                0.0,
                r.value(),
                r.stdError(),
                r.statistic(),
                own.lower(),
                own.upper(),
                1 - alpha,
                population.lower(),
                population.upper());
        study.benchmarks().forEach(benchmark -> add(rows, benchmark.label(), benchmark.adjusted()));
        study.strengths().forEach(strength -> add(rows, "as stated", r.adjusted(strength)));
        study.learned().ifPresent(learned -> {
            add(rows, "none, dml", learned, Strength.NONE);
            study.benchmarks().forEach(benchmark -> add(rows, benchmark.label() + ", dml", learned, benchmark.bound()));
            study.strengths().forEach(strength -> add(rows, "as stated, dml", learned, strength));
        });
        return rows;
    }

    private void add(Rows rows, String label, AdjustedEstimate adjusted) {
        Interval interval = adjusted.interval(1 - alpha);
        Interval population = study.bounds().inference(adjusted.strength()).interval(1 - alpha);
        rows.add(
                label,
                adjusted.strength().treatment(),
                adjusted.strength().outcome(),
                adjusted.bias(),
                adjusted.value(),
                adjusted.stdError(),
                adjusted.statistic(),
                interval.lower(),
                interval.upper(),
                1 - alpha,
                population.lower(),
                population.upper());
    }

    private void add(Rows rows, String label, BiasBounds learned, Strength strength) {
        BoundsInference inference = learned.inference(strength);
        Interval interval = inference.interval(1 - alpha);
        boolean negative = learned.value() < 0;
        double value = negative ? inference.upper() : inference.lower();
        double error = negative ? inference.upperError() : inference.lowerError();
        rows.add(
                label,
                strength.treatment(),
                strength.outcome(),
                learned.bias(strength),
                value,
                error,
                value / error,
                null,
                null,
                1 - alpha,
                interval.lower(),
                interval.upper());
    }

    /** What would have to be true to overturn the estimate. */
    List<String> sentences() {
        List<String> said = new ArrayList<>(Overturn.byStrength(regression(), q, alpha));
        study.benchmarks().forEach(b -> said.add(Overturn.byBenchmark(regression(), b, 1 - alpha)));
        study.strengths().forEach(s -> said.add(Overturn.byStrength(regression(), s, 1 - alpha)));
        study.ratio().ifPresent(value -> said.add(Overturn.byRatio(value)));
        study.selection().ifPresent(oster -> said.add(Overturn.bySelection(oster, maximum(oster))));
        study.pairs()
                .ifPresent(pairs -> said.add(Overturn.byOdds(pairs, PairStatistic.SIGNED_RANK, Side.TWO_SIDED, alpha)));
        return said;
    }

    private Rows refuted() {
        Rows rows = new Rows("refuter", "method", "estimate", "std_error", "repetitions", "share_found", "outcome");
        for (Refutation attempt : study.refutations()) {
            rows.add(
                    attempt.name(),
                    method,
                    attempt.estimate().value(),
                    attempt.estimate().stdError(),
                    attempt.repetitions(),
                    attempt.share(),
                    attempt.outcome().name().toLowerCase(Locale.ROOT));
        }
        return rows;
    }

    private Rows planted() {
        Rows rows = new Rows(
                "planted",
                "method",
                "r2_treatment",
                "r2_outcome",
                "predicted_bias",
                "mean_bias",
                "coverage",
                "coverage_low",
                "coverage_high",
                "replicates",
                "verdict");
        for (PlantedConfounder.Finding finding : study.planted()) {
            rows.add(
                    finding.world(),
                    method,
                    finding.strength().treatment(),
                    finding.strength().outcome(),
                    finding.predictedBias(),
                    finding.bias(),
                    finding.coverage(),
                    finding.low(),
                    finding.high(),
                    finding.replicates(),
                    finding.verdict().name());
        }
        return rows;
    }

    /** What the certificates of the methods say. */
    List<String> certificates() {
        List<String> verdicts = new ArrayList<>();
        for (String name : CERTIFIED) {
            Catalog.find(name)
                    .ifPresent(
                            known -> verdicts.add(name + " " + Badge.of(known).verdict()));
        }
        return List.of(
                "columns conf_low and conf_high: the regression with a confounder of that strength in these very rows, which made"
                        + " the estimate too large in size; bound_low and bound_high: the effect in the population, whichever way"
                        + " such a confounder works.",
                "certificates, of worlds whose confounder is as strong as was stated: " + String.join(", ", verdicts));
    }

    private JsonObject json() {
        OmittedVariable r = regression();
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/sensitivity/1");
        root.addProperty(
                "outcome", study.analysis().sample().column(Role.OUTCOME).name());
        root.addProperty("treatment", r.term());
        root.addProperty("n", study.analysis().sample().size());
        root.addProperty("n_dropped", study.analysis().sample().dropped());
        root.addProperty("seed", seed);
        root.addProperty("estimate", r.value());
        root.addProperty("std_error", r.stdError());
        root.addProperty("statistic", r.statistic());
        root.addProperty("df", r.degreesOfFreedom());
        root.addProperty("q", q);
        root.addProperty("alpha", alpha);
        root.addProperty("robustness_value", r.robustnessValue(q));
        root.addProperty("robustness_value_alpha", r.robustnessValue(q, alpha));
        root.addProperty("partial_r2", r.partialR2());
        root.addProperty("partial_f2", r.partialF2());
        root.add("confounders", rows().json());
        study.learned().ifPresent(learned -> {
            JsonObject dml = new JsonObject();
            dml.addProperty("estimate", learned.value());
            dml.addProperty("std_error", learned.stdError());
            dml.addProperty("bias_per_unit", learned.scale());
            dml.addProperty("robustness_value", learned.robustnessValue(0));
            dml.addProperty("robustness_value_alpha", learned.robustnessValue(0, 1 - alpha));
            root.add("dml", dml);
        });
        study.ratio().ifPresent(value -> root.add("e_value", json(value)));
        study.selection().ifPresent(oster -> root.add("oster", json(oster)));
        study.pairs().ifPresent(pairs -> root.add("rosenbaum", json(pairs)));
        if (!study.refutations().isEmpty()) {
            root.add("refuters", refuted().json());
        }
        if (!study.planted().isEmpty()) {
            root.add("planted", planted().json());
        }
        JsonArray sentences = new JsonArray();
        sentences().forEach(sentences::add);
        study.refutations().forEach(attempt -> sentences.add(attempt.sentence()));
        study.planted().forEach(finding -> sentences.add(finding.sentence()));
        root.add("summary", sentences);
        JsonArray certificates = new JsonArray();
        certificates().forEach(certificates::add);
        root.add("certificates", certificates);
        return root;
    }

    static JsonObject json(EValue value) {
        JsonObject object = new JsonObject();
        object.addProperty("risk_ratio", value.riskRatio());
        object.addProperty("e_value", value.point());
        object.addProperty("e_value_limit", value.limit().orElse(null));
        return object;
    }

    private JsonObject json(Oster oster) {
        double most = maximum(oster);
        JsonObject object = new JsonObject();
        object.addProperty("uncontrolled", oster.uncontrolled());
        object.addProperty("uncontrolled_r2", oster.uncontrolledR2());
        object.addProperty("controlled", oster.controlled());
        object.addProperty("controlled_r2", oster.controlledR2());
        object.addProperty("r2_max", most);
        object.addProperty("delta", delta);
        JsonArray exact = new JsonArray();
        oster.exact(delta, most).forEach(exact::add);
        object.add("exact", exact);
        object.addProperty(
                "approximation", oster.controlledR2() > oster.uncontrolledR2() ? oster.approximate(delta, most) : null);
        double zero = oster.delta(0, most);
        object.addProperty("delta_for_zero", Double.isFinite(zero) ? zero : null);
        return object;
    }

    private JsonObject json(MatchedPairs pairs) {
        JsonObject object = new JsonObject();
        object.addProperty("pairs", pairs.size());
        object.addProperty("pairs_with_a_difference", pairs.informative());
        object.addProperty("signed_rank", pairs.statistic(PairStatistic.SIGNED_RANK));
        Rows rows = new Rows(
                "gamma", "p_signed_rank", "p_signed_rank_greater", "p_signed_rank_less", "p_sign", "low", "high");
        for (double gamma : gammas) {
            Interval interval = pairs.interval(gamma, 1 - alpha);
            rows.add(
                    gamma,
                    pairs.pValue(gamma, PairStatistic.SIGNED_RANK, Side.TWO_SIDED),
                    pairs.pValue(gamma, PairStatistic.SIGNED_RANK, Side.GREATER),
                    pairs.pValue(gamma, PairStatistic.SIGNED_RANK, Side.LESS),
                    pairs.pValue(gamma, PairStatistic.SIGN, Side.TWO_SIDED),
                    interval.lower(),
                    interval.upper());
        }
        object.add("bounds", rows.json());
        double critical = pairs.criticalGamma(alpha, PairStatistic.SIGNED_RANK, Side.TWO_SIDED);
        object.addProperty("critical_gamma", Double.isFinite(critical) ? critical : null);
        return object;
    }
}
