package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.sequential.AnytimeF;
import assay.sequential.AnytimeValid;
import assay.sequential.SampleRatioTest;
import assay.sequential.SequentialOmnibus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/** Controls of tests that may be read at any time. */
final class SequentialTests {

    private static final double LOWEST = 5;

    private SequentialTests() {}

    /** A p-value that is uniform where the null hypothesis holds, and 0 where it does not. */
    static Control<HypothesisTest> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "a uniform p-value where the null hypothesis holds, and 0 where it does not",
                (draw, method, random) -> new HypothesisTest(
                        "the truth",
                        0,
                        Double.NaN,
                        draw.truth().nullHolds() ? random.nextDouble() : 0,
                        Glance.of("oracle", "known", draw.observed(), TwoArms.of(draw.observed()), Map.of()),
                        List.of()),
                Optional.empty());
    }

    /** The Wald statistic in the place of F: what it tests d coefficients with is d times too large. */
    static Control<HypothesisTest> chiSquareForF(SequentialOmnibus test) {
        return Control.mutant(
                "chi2-for-f",
                "the Wald statistic, not divided by the number of coefficients, in the formula for F",
                omnibus(test, look -> {
                    AnytimeF f = new AnytimeValid(test.priorUnits()).apply(look.test(), look.n());
                    return new AnytimeF(
                                    f.statistic() * f.coefficients(),
                                    f.coefficients(),
                                    f.degreesOfFreedom(),
                                    f.units(),
                                    f.priorUnits())
                            .pValue();
                }));
    }

    /** Evidence at the best of all mixing distributions, the degenerate one at the estimate. */
    static Control<HypothesisTest> likelihoodRatio(SequentialOmnibus test) {
        return Control.mutant(
                "estimate-as-alternative",
                "the likelihood ratio at the estimated coefficients, which is no martingale",
                omnibus(
                        test,
                        look -> FastMath.exp(
                                -0.5 * look.test().statistic() * look.test().numerator())));
    }

    /** The F test of each look as if it were the only one. */
    static Control<HypothesisTest> fixedF(SequentialOmnibus test) {
        return Control.foil(
                "fixed-f-at-every-look",
                "tests every look as if it were the only one",
                omnibus(test, look -> look.test().pValue()));
    }

    private static Estimator<HypothesisTest> omnibus(
            SequentialOmnibus test, ToDoubleFunction<SequentialOmnibus.Look> pValue) {
        return new Smallest(
                test.needs(),
                sample -> test.path(sample).stream().mapToDouble(pValue).min().orElse(1));
    }

    /** Pearson's test after every unit. */
    static Control<HypothesisTest> pearson(double share) {
        return Control.foil(
                "pearson-at-every-look",
                "the chi-square test after every unit as if it were the only one",
                counted((n, treated) -> SampleRatioTest.of(
                                new long[] {n - treated, treated}, new double[] {1 - share, share})
                        .pValue()));
    }

    /** The likelihood ratio at the share that was seen. */
    static Control<HypothesisTest> observedShare(double share) {
        return Control.mutant(
                "observed-share-as-alternative",
                "the likelihood ratio at the share that was seen, which is no martingale",
                counted((n, treated) -> {
                    double seen = (double) treated / n;
                    return FastMath.exp(-treated * FastMath.log(seen / share)
                            - (n - treated) * FastMath.log((1 - seen) / (1 - share)));
                }));
    }

    /** The test of a plan that was not this experiment's. */
    static Control<HypothesisTest> misreadPlan(Estimator<HypothesisTest> other) {
        return Control.mutant("misread-plan", "planned shares of another period of the ramp", other);
    }

    /** The p-value from the units so far and those of them that are treated. */
    @FunctionalInterface
    private interface Counted {
        double pValue(int n, int treated);
    }

    private static Estimator<HypothesisTest> counted(Counted rule) {
        return new Smallest(Set.of(Role.ASSIGNMENT), sample -> {
            double smallest = 1;
            int treated = 0;
            double[] arms = TwoArms.of(sample).indicator();
            for (int i = 0; i < arms.length; i++) {
                treated += arms[i] == 1 ? 1 : 0;
                if (treated >= LOWEST && i + 1 - treated >= LOWEST) {
                    smallest = Math.min(smallest, rule.pValue(i + 1, treated));
                }
            }
            return smallest;
        });
    }

    /** The smallest p-value of all looks; no record, as a rule in code has no name that a certificate could keep. */
    private static final class Smallest implements Estimator<HypothesisTest> {

        private final Set<Role> needs;
        private final ToDoubleFunction<Sample> pValue;

        Smallest(Set<Role> needs, ToDoubleFunction<Sample> pValue) {
            this.needs = needs;
            this.pValue = pValue;
        }

        @Override
        public Set<Role> needs() {
            return needs;
        }

        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public HypothesisTest estimate(Sample sample, RandomGenerator random) {
            return new HypothesisTest(
                    "none of the looks",
                    0,
                    Double.NaN,
                    Math.min(1, pValue.applyAsDouble(sample)),
                    Glance.of("smallest", "none", sample, TwoArms.of(sample), Map.of()),
                    List.of());
        }
    }
}
