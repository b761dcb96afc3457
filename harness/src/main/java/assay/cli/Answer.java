package assay.cli;

import assay.Caution;
import assay.Decision;
import assay.Decomposition;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Interval;
import assay.PolicyResult;
import assay.Rejections;
import assay.Trajectory;
import assay.cate.CateFit;
import assay.cate.GroupEffects;
import assay.policy.PolicyComparison;
import assay.tablesaw.Tidy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A result of any type, as rows.
 *
 * @param headline one sentence
 * @param rows tidy rows
 * @param glance what it was made from, empty where the result does not say
 * @param cautions reasons for care
 */
record Answer(String headline, Rows rows, Optional<Glance> glance, List<Caution> cautions) {

    /** Looks that are shown; a path with more shows some of them, and the one that ends it. */
    private static final int SHOWN = 20;

    static Answer of(String method, Object result, double level) {
        if (result instanceof Fit fit) {
            String estimand = fit.estimate().estimand().definition();
            return new Answer(estimand, Rows.of(Tidy.table(fit, level)), Optional.of(fit.glance()), fit.cautions());
        }
        if (result instanceof Trajectory path) {
            return of(method, path, level);
        }
        if (result instanceof Decomposition paths) {
            Fit terms = new Fit(paths.terms(), paths.glance(), paths.cautions());
            String headline = "a total of " + Rows.brief(paths.total().value()) + " in "
                    + paths.parts().size() + " parts that miss it by "
                    + String.format(Locale.ROOT, "%.1e", paths.remainder());
            return new Answer(
                    headline, Rows.of(Tidy.table(terms, level)), Optional.of(paths.glance()), paths.cautions());
        }
        if (result instanceof Rejections rejections) {
            return of(method, rejections);
        }
        if (result instanceof HypothesisTest test) {
            return of(method, test);
        }
        if (result instanceof Decision decision) {
            return of(method, decision);
        }
        if (result instanceof CateFit effects) {
            return CateAnswer.of(method, effects, level);
        }
        if (result instanceof GroupEffects groups) {
            return CateAnswer.of(method, groups, level);
        }
        if (result instanceof PolicyResult policy) {
            return PolicyAnswer.of(method, policy, level);
        }
        if (result instanceof PolicyComparison comparison) {
            return PolicyAnswer.of(method, comparison, level);
        }
        throw new IllegalStateException(
                "no rows for results of type " + result.getClass().getSimpleName());
    }

    private static Answer of(String method, Trajectory path, double level) {
        Rows rows = new Rows(
                "method",
                "estimand",
                "look",
                "n",
                "estimate",
                "std_error",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level",
                "rejects");
        List<Trajectory.Look> looks = path.looks();
        Trajectory.Look end = path.end();
        for (int i : shown(looks.size(), looks.indexOf(end))) {
            Trajectory.Look look = looks.get(i);
            Interval interval = look.estimate().inference().interval(level);
            rows.add(
                    method,
                    look.estimate().estimand().code(),
                    i + 1,
                    look.n(),
                    look.estimate().value(),
                    look.estimate().stdError(),
                    look.estimate().inference().pValue(0),
                    interval.lower(),
                    interval.upper(),
                    level,
                    look.rejects());
        }
        String headline = path.rejects()
                ? "rejects at " + end.n() + " units, look " + (looks.indexOf(end) + 1) + " of " + looks.size()
                : "does not reject at any of " + looks.size() + " looks, the last at " + end.n() + " units";
        return new Answer(headline, rows, Optional.of(path.glance()), path.cautions());
    }

    private static List<Integer> shown(int looks, int end) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            boolean spaced = looks <= SHOWN || (long) (i + 1) * SHOWN / looks > (long) i * SHOWN / looks;
            if (spaced || i == end) {
                shown.add(i);
            }
        }
        return shown;
    }

    private static Answer of(String method, Rejections rejections) {
        Rows rows = new Rows("method", "hypothesis", "p_adjusted", "rejected");
        for (Rejections.Hypothesis hypothesis : rejections.hypotheses()) {
            rows.add(method, hypothesis.name(), hypothesis.adjustedP(), hypothesis.rejected());
        }
        String headline = "rejects " + rejections.rejected().size() + " of "
                + rejections.hypotheses().size() + " hypotheses";
        return new Answer(headline, rows, Optional.empty(), rejections.cautions());
    }

    private static Answer of(String method, HypothesisTest test) {
        Rows rows = new Rows("method", "null_hypothesis", "statistic", "df", "p_value");
        rows.add(method, test.nullHypothesis(), test.statistic(), test.degreesOfFreedom(), test.pValue());
        return new Answer("tests " + test.nullHypothesis(), rows, Optional.of(test.glance()), test.cautions());
    }

    private static Answer of(String method, Decision decision) {
        Rows rows = new Rows("method", "action", "reason");
        rows.add(method, decision.action(), decision.reason());
        return new Answer("decides to " + decision.action(), rows, Optional.empty(), decision.cautions());
    }

    /**
     * How a result is printed in Java.
     *
     * @param made how it is made, with its end of line
     */
    static String java(Object result, String made) {
        if (result instanceof Fit) {
            return "Fit fit = " + made + "System.out.println(Tidy.table(fit, 0.95).print());\n";
        }
        if (result instanceof Decomposition) {
            return "Decomposition paths = " + made
                    + "for (Estimate path : paths.terms()) {\n"
                    + "    System.out.println(path.term() + \" \" + path.value() + \" \" + path.inference().interval(0.95));\n"
                    + "}\n";
        }
        if (result instanceof Trajectory) {
            return "Trajectory path = " + made
                    + "System.out.println(path.rejects() + \" \" + path.end().estimate().inference().interval(0.95));\n";
        }
        if (result instanceof Rejections) {
            return "Rejections rejections = " + made + "System.out.println(rejections.rejected());\n";
        }
        if (result instanceof Decision) {
            return "Decision decision = " + made + "System.out.println(decision.action());\n";
        }
        if (result instanceof CateFit) {
            return "CateFit effects = " + made
                    + "System.out.println(Tidy.table(AverageEffects.ate(effects), 0.95).print());\n"
                    + "System.out.println(effects.effects()[0]);\n";
        }
        if (result instanceof GroupEffects) {
            return "GroupEffects groups = " + made
                    + "System.out.println(Tidy.table(groups.simultaneous(), 0.95).print());\n";
        }
        if (result instanceof PolicyResult) {
            return "PolicyResult policy = " + made
                    + "System.out.println(policy.value().value() + \" \" + policy.value().inference().interval(0.95));\n";
        }
        return "HypothesisTest test = " + made + "System.out.println(test.pValue());\n";
    }
}
