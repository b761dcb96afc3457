package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Inference;
import assay.Interval;
import assay.TwoArms;
import assay.baseline.BeforeAfter;
import assay.baseline.RegionPeriodRows;
import assay.baseline.RegionalRegression;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.PairedSpend;
import assay.dgp.RegionAssignment;
import assay.dgp.RegionalSales;
import assay.geo.AugmentedSyntheticControl;
import assay.geo.GeoMatchedPairs;
import assay.geo.GeoPlaceboTest;
import assay.geo.TimeBasedRegression;
import assay.geo.TrimmedMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Experiments on regions: matched pairs, trimmed match, time-based regression, augmented synthetic controls. */
final class GeoMethods {

    private static final double POWER = 0.8;
    private static final double ALIKE = 0.3;
    private static final double GIANTS = 2;
    /**
     * Differences between pairs of regions whose sizes differ have heavy tails, and intervals that allow for them are wide: one that is a
     * fifth too short still holds nine in ten. Half of it does not.
     */
    private static final Set<String> HEAVY =
            Set.of("se-times-0.8", "one-sided-quantile", "z-for-t", "second-stage-residuals");

    private static final Control<Fit> BEFORE_AFTER =
            Control.foil("before-after", "takes trend and season for the effect of the campaign", new BeforeAfter());
    private static final Control<Fit> ROWS = Control.foil(
            "region-period-rows",
            "takes each day of a region for a draw of its own, and has as many draws as rows",
            new RegionPeriodRows());
    private static final Control<Fit> SLOPE = Control.foil(
            "regional-regression",
            "takes the slope of sales on spend across regions for the return, which is that of their size",
            new RegionalRegression());

    private GeoMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("geo-matched-pairs", GeoMethods::matchedPairs);
        makers.put("trimmed-match", GeoMethods::trimmedMatch);
        makers.put("time-based-regression", GeoMethods::timeBasedRegression);
        makers.put("augmented-synthetic-control", GeoMethods::augmented);
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("geo-conformal", GeoMethods::placebo);
    }

    private static RegionalSales pairs(int regions) {
        return sized(
                RegionalSales.standard(regions)
                        .withCampaign(regions / 2, RegionAssignment.PAIRS)
                        .withDrift(0.2)
                        .withNoise(0.1, 0.5),
                ALIKE);
    }

    /** A coin in each pair: neither growth of their own nor noise that hangs together does harm. */
    private static Method<Fit> matchedPairs() {
        Method<Fit> method =
                Method.ofFit("geo-matched-pairs", "Matched pairs of regions", GeoMatchedPairs.standard(), Tier.C);
        for (int regions : new int[] {30, 60}) {
            method = home(method, HEAVY, Estimand.ATT, List.of(BEFORE_AFTER, ROWS), pairs(regions));
        }
        // Few pairs are no stress for Student's t; one region as large as many others is.
        return method.stress(pairs(6), sized(pairs(20), GIANTS));
    }

    /** The same world where logarithms of sizes have another standard deviation. */
    private static RegionalSales sized(RegionalSales world, double tail) {
        return new RegionalSales(
                world.size(),
                world.periods(),
                world.before(),
                world.treated(),
                world.effect(),
                tail,
                world.week(),
                world.drift(),
                world.noise(),
                world.autocorrelation(),
                world.assignment());
    }

    private static Method<Fit> trimmedMatch() {
        Method<Fit> method = Method.ofFit("trimmed-match", "Trimmed match", TrimmedMatch.standard(), Tier.C);
        for (int regions : new int[] {40, 60}) {
            method = home(method, HEAVY, Estimand.LATE, List.of(SLOPE), PairedSpend.standard(regions));
        }
        return method.stress(PairedSpend.standard(8), PairedSpend.standard(40).withOutliers(0.4));
    }

    private static Method<Fit> timeBasedRegression() {
        Method<Fit> method =
                Method.ofFit("time-based-regression", "Time-based regression", TimeBasedRegression.standard(), Tier.C);
        for (int regions : new int[] {60, 120}) {
            method = home(method, HEAVY, Estimand.ATT, List.of(BEFORE_AFTER), RegionalSales.standard(regions));
        }
        RegionalSales world = RegionalSales.standard(30);
        // Noise that hangs together, growth of regions' own.
        return method.stress(world.withNoise(0.1, 0.6), world.withDrift(0.2));
    }

    private static Method<Fit> augmented() {
        Method<Fit> method = Method.of(
                "augmented-synthetic-control",
                "Augmented synthetic control",
                AugmentedSyntheticControl.standard(),
                Tier.C,
                List.of(SetClaim.COVERAGE, SetClaim.AA_SIZE),
                Reading::ofFit);
        List<Control<Fit>> controls = List.of(
                sets("quartered-p", "p-values divided by four", e -> with(e, new Changed(e.inference(), 0.25, 1))),
                sets("swapped-arms", "control less treated", e -> with(e, new Changed(e.inference(), 1, -1))),
                BEFORE_AFTER,
                oracle(Estimand.ATT));
        return method.home(controls, week(16), week(24)).stress(week(16).withNoise(0.1, 0.8), week(16).withDrift(0.5));
    }

    /** No number of days is a twentieth of these, so that a p-value is on one side of the level or the other. */
    private static RegionalSales week(int regions) {
        return RegionalSales.standard(regions).withPeriods(51, 44);
    }

    private static Method<HypothesisTest> placebo() {
        Method<HypothesisTest> method = Method.of(
                "geo-conformal",
                "Conformal test of a geo experiment",
                GeoPlaceboTest.standard(),
                Tier.C,
                TestClaim.all(POWER),
                TestClaim.READER);
        List<Control<HypothesisTest>> controls = List.of(
                CateControls.halvedP(),
                CateControls.reversed(),
                Control.foil(
                        "before-after",
                        "tests the rise of the treated regions, trend and season with it",
                        new TestOfFit(new BeforeAfter())),
                testOracle());
        return method.home(controls, day(20), day(40)).stress(day(20).withNoise(0.1, 0.8), day(20).withDrift(0.5));
    }

    /** Enough days that p-values go below one in a hundred. */
    private static RegionalSales day(int regions) {
        return RegionalSales.standard(regions).withPeriods(105, 91).withEffect(0.2);
    }

    private static Method<Fit> home(
            Method<Fit> method, Set<String> spared, Estimand estimand, List<Control<Fit>> foils, Dgp world) {
        List<Control<Fit>> controls =
                new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), spared));
        controls.add(Mutants.scaledError(0.5).of(method.estimator()));
        controls.addAll(foils);
        controls.add(oracle(estimand));
        return method.home(controls, world);
    }

    private static Control<Fit> sets(String name, String description, UnaryOperator<Estimate> change) {
        return Control.mutant(
                name,
                description,
                fit -> new Fit(fit.terms().stream().map(change).toList(), fit.glance(), List.of()));
    }

    private static Estimate with(Estimate estimate, Inference inference) {
        return new Estimate(estimate.estimand(), estimate.term(), estimate.value(), estimate.stdError(), inference);
    }

    /** Answers that are normal about the truth, with the standard error that they state. */
    private static Control<Fit> oracle(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "answers drawn from a normal distribution about the truth, with the standard error that it states",
                (draw, method, random) -> answer(estimand, draw, random),
                Optional.empty());
    }

    private static Fit answer(Estimand estimand, Draw draw, RandomGenerator random) {
        double value = draw.truth().value(estimand) + random.nextGaussian();
        TwoArms arms = TwoArms.of(draw.observed());
        return new Fit(
                List.of(Estimate.normal(estimand, arms.contrast(), value, 1)),
                Glance.of("oracle", "known", draw.observed(), arms, Map.of()),
                List.of());
    }

    /** Rejects exactly where there is an effect. */
    private static Control<HypothesisTest> testOracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "rejects exactly where the campaign does something",
                (draw, own, random) -> {
                    double p = draw.truth().value(Estimand.ATT) == 0 ? 1 : 0;
                    Glance glance =
                            new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
                    return new HypothesisTest("no effect", 1 - p, Double.NaN, p, glance, List.of());
                },
                Optional.empty());
    }

    /** Inference with other p-values, about the mirrored value where the sign is negative. */
    private record Changed(Inference own, double factor, int sign) implements Inference {

        @Override
        public Interval interval(double level) {
            double alpha = Math.max(Double.MIN_NORMAL, Math.min(1 - 1e-12, (1 - level) / factor));
            Interval interval = own.interval(1 - alpha);
            return sign > 0 ? interval : new Interval(-interval.upper(), -interval.lower());
        }

        @Override
        public double pValue(double nullValue) {
            return factor * own.pValue(sign * nullValue);
        }
    }
}
