package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.baseline.PeriodsAsIndependent;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.FactorPanel;
import assay.quasi.synthetic.PlaceboStatistic;
import assay.quasi.synthetic.PlaceboTest;
import assay.quasi.synthetic.SyntheticEffect;
import assay.quasi.synthetic.SyntheticWeighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Synthetic controls and synthetic differences in differences. */
final class SyntheticMethods {

    private static final double POWER = 0.8;
    /**
     * Placebo effects come from units at the edge and in the middle of the others: their distribution has heavier tails than the
     * normal, so that an interval which is a fifth too short still holds nine in ten. Half of it does not.
     */
    private static final Set<String> HEAVY = Set.of("se-times-0.8", "one-sided-quantile");
    /** The jackknife errs on the wide side, its variance by one over the number of treated units: a fifth less does not show either. */
    private static final Set<String> WIDE = HEAVY;

    private static final Control<Fit> DID = Control.foil(
            "block-did",
            "takes the mean of all controls for what the treated would have done, who were chosen by what moves them",
            SyntheticEffect.of(SyntheticWeighting.DID));

    private SyntheticMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("synthetic-did", SyntheticMethods::syntheticDid);
        makers.put("synthetic-control", SyntheticMethods::syntheticControl);
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("synthetic-placebo", SyntheticMethods::placebo);
    }

    /** Ten treated units by the jackknife, one by placebos. */
    private static Method<Fit> syntheticDid() {
        Method<Fit> method = Method.ofFit(
                "synthetic-did", "Synthetic differences in differences", SyntheticEffect.standard(), Tier.C);
        Control<Fit> periods = periods(SyntheticWeighting.SDID);
        method = home(method, WIDE, List.of(DID, periods), block(40, 10, 0.2));
        method = home(method, WIDE, List.of(DID, periods), block(80, 20, 0.2));
        // One treated unit: the mean of all controls is then so uncertain that its bias does not show, and the
        // distribution of
        // its placebos has the heavy tails of the synthetic control's.
        method = home(method, HEAVY, List.of(periods), block(30, 1, 0.3));
        return method.stress(
                // Treated units that have hardly a match.
                block(40, 10, 1.5),
                // Few controls, of as many factors.
                block(8, 2, 0.3),
                // A past too short to tell noise from factors.
                block(40, 10, 0.3).withPeriods(8, 3),
                // Units adopt in a passing trough, which would have passed anyway.
                block(40, 10, 0).withDip(-2));
    }

    /** One treated unit that lies among the others, by placebos. */
    private static Method<Fit> syntheticControl() {
        SyntheticEffect estimator = SyntheticEffect.of(SyntheticWeighting.SC);
        Method<Fit> method = Method.ofFit("synthetic-control", "Synthetic control", estimator, Tier.C);
        for (int n : new int[] {30, 48}) {
            method = home(method, HEAVY, List.of(periods(SyntheticWeighting.SC)), block(n, 1, 0.2));
        }
        return method.stress(
                // Treated units at the edge of the others: no weighted mean is at their level.
                block(30, 1, 2), block(8, 1, 0.2), block(30, 1, 0).withDip(-3));
    }

    /** One unit that is treated by lot, so that its rank is as likely to be any. */
    private static Method<HypothesisTest> placebo() {
        PlaceboTest test = PlaceboTest.standard();
        Method<HypothesisTest> method = Method.of(
                "synthetic-placebo",
                "Placebo test of a synthetic comparison",
                test,
                Tier.C,
                TestClaim.all(POWER),
                TestClaim.READER);
        List<Control<HypothesisTest>> controls = List.of(
                CateControls.halvedP(),
                CateControls.reversed(),
                Control.foil(
                        "periods-as-independent",
                        "tests the gaps of one unit as if each period were a draw of its own",
                        new OfFit(new PeriodsAsIndependent(SyntheticWeighting.SDID))),
                testOracle());
        return method.home(
                        controls, block(30, 1, 0).withEffect(3), block(40, 1, 0).withEffect(3))
                // Not by lot: by loadings, or in a passing trough.
                .stress(
                        block(30, 1, 2).withEffect(3),
                        block(30, 1, 0).withDip(-3).withEffect(3));
    }

    private static FactorPanel block(int units, int treated, double selection) {
        return FactorPanel.standard(units).withAdoption(treated, selection).withNoise(0.4, 0.6);
    }

    private static Control<Fit> periods(SyntheticWeighting weighting) {
        return Control.foil(
                "periods-as-independent",
                "takes the gaps of all periods for independent draws, and those that were made small for typical",
                new PeriodsAsIndependent(weighting));
    }

    private static Method<Fit> home(Method<Fit> method, Set<String> spared, List<Control<Fit>> foils, Dgp world) {
        List<Control<Fit>> controls =
                new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), spared));
        if (spared.contains("se-times-0.8")) {
            controls.add(Mutants.scaledError(0.5).of(method.estimator()));
        }
        controls.addAll(foils);
        controls.add(oracle());
        return method.home(controls, world);
    }

    /** Answers that are normal about the truth, with the standard error that they state. */
    private static Control<Fit> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "answers drawn from a normal distribution about the truth, with the standard error that it states",
                (draw, method, random) -> answer(draw, random),
                Optional.empty());
    }

    private static Fit answer(Draw draw, RandomGenerator random) {
        double value = draw.truth().value(Estimand.ATT) + random.nextGaussian();
        TwoArms arms = TwoArms.of(draw.observed());
        return new Fit(
                List.of(Estimate.normal(Estimand.ATT, arms.contrast(), value, 1)),
                Glance.of("oracle", "known", draw.observed(), arms, Map.of()),
                List.of());
    }

    /** Rejects exactly where there is an effect. */
    private static Control<HypothesisTest> testOracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "rejects exactly where treatment does something",
                (draw, own, random) -> {
                    double p = draw.truth().value(Estimand.ATT) == 0 ? 1 : 0;
                    Glance glance =
                            new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
                    return new HypothesisTest("no effect", 1 - p, Double.NaN, p, glance, List.of());
                },
                Optional.empty());
    }

    /** The test of no effect that goes with an estimate. */
    private record OfFit(Estimator<Fit> estimator) implements Estimator<HypothesisTest> {

        @Override
        public Estimand target() {
            return estimator.target();
        }

        @Override
        public Set<Role> needs() {
            return estimator.needs();
        }

        @Override
        public HypothesisTest estimate(Sample sample, RandomGenerator random) {
            Fit fit = estimator.estimate(sample, random);
            Estimate estimate = fit.estimate();
            return new HypothesisTest(
                    PlaceboStatistic.EFFECT.label() + " is 0",
                    Math.abs(estimate.inference().statistic(0)),
                    estimate.inference().degreesOfFreedom(),
                    estimate.inference().pValue(0),
                    fit.glance(),
                    List.of());
        }
    }
}
