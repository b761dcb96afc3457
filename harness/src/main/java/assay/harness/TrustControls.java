package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.dgp.Draw;
import assay.dgp.HypothesisTruth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Damaged checks of logs, and one that knows what is wrong. */
final class TrustControls {

    private TrustControls() {}

    /** Fails exactly the checks that must see the flaw. */
    static Control<Rejections> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "fails exactly the checks that must see the flaw",
                (draw, method, random) -> known(draw),
                Optional.empty());
    }

    private static Rejections known(Draw draw) {
        HypothesisTruth truth = draw.truth().hypotheses();
        return new Rejections(
                truth.all().stream()
                        .sorted()
                        .map(name -> new Rejections.Hypothesis(
                                name, Double.NaN, truth.effects().contains(name)))
                        .toList(),
                List.of());
    }

    /** The same checks, each at a level that is usual for one test and not for many. */
    static Control<Rejections> eachAt(double level) {
        return Control.mutant(
                "each-at-5-percent",
                "each check at the usual level of one test",
                result -> changed(result, h -> h.rejected() || h.adjustedP() <= level));
    }

    /** The same checks without those that see this flaw. */
    static Control<Rejections> without(List<String> checks) {
        return Control.mutant(
                "check-left-out",
                "leaves out the checks that see this flaw",
                result -> changed(result, h -> h.rejected() && !checks.contains(h.name())));
    }

    private interface Rule {
        boolean rejects(Rejections.Hypothesis hypothesis);
    }

    private static Rejections changed(Rejections result, Rule rule) {
        return new Rejections(
                result.hypotheses().stream()
                        .map(h -> new Rejections.Hypothesis(h.name(), h.adjustedP(), rule.rejects(h)))
                        .toList(),
                List.of());
    }

    /** Looks at the shares of rows and at nothing else: half a point from the plan is an alarm. */
    static Control<Rejections> sharesByEye() {
        return Control.foil(
                "shares-by-eye",
                "finds shares of rows wrong that are half a point off, and looks at nothing else",
                new ByEye(0.005));
    }

    /** Compares the share of rows with one half. */
    record ByEye(double tolerated) implements Estimator<Rejections> {
        @Override
        public Estimand target() {
            return Estimand.ITT;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.ASSIGNMENT);
        }

        @Override
        public Rejections estimate(Sample sample, RandomGenerator random) {
            double treated = 0;
            double[] arms = TwoArms.of(sample).indicator();
            for (double arm : arms) {
                treated += arm;
            }
            boolean off = Math.abs(treated / arms.length - 0.5) > tolerated;
            return new Rejections(
                    List.of(new Rejections.Hypothesis("sample-ratio-assignment", Double.NaN, off)), List.of());
        }
    }
}
