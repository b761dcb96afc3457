package assay.harness;

import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.FadingEffect;
import assay.dgp.SegmentMix;
import assay.dgp.TargetPopulation;
import assay.distribution.NormalDistribution;
import assay.experiment.DifferenceInMeans;
import assay.linear.Covariance;
import assay.linear.LeastSquares;
import assay.transport.CellProjection;
import assay.transport.DynamicEffects;
import assay.transport.LongRunEffect;
import assay.transport.NoveltyTest;
import assay.transport.ShareUncertainty;
import assay.transport.TransportAipw;
import assay.transport.TransportOutcome;
import assay.transport.TransportWeighting;
import assay.transport.WeightModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;

/** Effects carried to another population, and effects over time. */
final class TransportMethods {

    private static final int SMALL = 800;
    private static final int LARGE = 1200;
    private static final int UNITS = 200;
    /**
     * The interval of the long-run effect is exact, so that with the one-sided quantile it holds .900. Against tier C's bound of .92 a
     * replicate is worth .0025 nats, and refutation takes 14.5: more than the 5000 replicates of the tier.
     */
    private static final Set<String> UNDECIDED = Set.of("one-sided-quantile");

    private static final double POWER = 0.8;

    private static final Control<Fit> HERE = Control.foil(
            "effect-of-the-experiment",
            "takes the effect in the experiment for that in the target, whose units differ in what changes it",
            new Renamed(new ExperimentAlone(new DifferenceInMeans()), Estimand.TARGET_ATE));

    private static final Control<Fit> KNOWN = Control.foil(
            "projection-with-known-shares",
            "takes shares that were counted among few units for known",
            new CellProjection(ShareUncertainty.KNOWN));

    private TransportMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("projection", TransportMethods::projection);
        makers.put("transport-weighting", TransportMethods::weighting);
        makers.put("transport-entropy", TransportMethods::entropy);
        makers.put("transport-outcome", TransportMethods::outcome);
        makers.put("transport-aipw", TransportMethods::aipw);
        makers.put("dynamic-effects", TransportMethods::dynamic);
        makers.put("long-run-effect", TransportMethods::longRun);
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("novelty", TransportMethods::novelty);
    }

    /** Shares that were counted among few units of a target whose segments gain very differently. */
    private static Method<Fit> projection() {
        Method<Fit> method =
                Method.ofFit("projection", "Projection to other shares", CellProjection.standard(), Tier.B);
        // A cell that the treatment has moved is a number of many values, which the method refuses.
        Set<String> refused = Set.of("post-treatment-covariate");
        method = Catalog.home(method, refused, KNOWN, SegmentMix.standard(400));
        method = Catalog.home(method, refused, HERE, SegmentMix.standard(LARGE));
        return method.stress(
                // What the classification does not see has moved the effects in the target.
                SegmentMix.standard(400).withDrift(0.5),
                SegmentMix.standard(LARGE).withDrift(0.5),
                // Forty units of the target.
                SegmentMix.standard(400).withTarget(0.1));
    }

    private static Method<Fit> weighting() {
        Method<Fit> method = Method.ofFit(
                "transport-weighting",
                "Transport by inverse odds of participation",
                TransportWeighting.standard(),
                Tier.B);
        // A variable that treatment has moved says little of participation, which treatment does not move.
        method = Catalog.home(
                method,
                Set.of("post-treatment-covariate"),
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(1, 0.3));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(0.6, 0.5));
    }

    private static Method<Fit> entropy() {
        Method<Fit> method = Method.ofFit(
                "transport-entropy",
                "Transport by entropy balancing",
                new TransportWeighting(WeightModel.ENTROPY),
                Tier.B);
        method = Catalog.home(
                method,
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(1, 0.3));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(0.6, 0.5));
    }

    private static Method<Fit> outcome() {
        Method<Fit> method =
                Method.ofFit("transport-outcome", "Transport by standardisation", TransportOutcome.standard(), Tier.B);
        method = Catalog.home(
                method,
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(0.6, 0));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(1, 0.3));
    }

    /** At home where either model is right. */
    private static Method<Fit> aipw() {
        Method<Fit> method =
                Method.ofFit("transport-aipw", "Doubly robust transport", TransportAipw.standard(), Tier.B);
        method = Catalog.home(
                method,
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(0.6, 0),
                TargetPopulation.standard(LARGE).withForm(1, 0.3));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(0.6, 0.5));
    }

    /** What every one of them must fail: a modifier that nobody measured, and a target that the experiment hardly reaches. */
    private static Method<Fit> stressed(Method<Fit> method) {
        return method.stress(
                TargetPopulation.standard(SMALL).withHidden(0.5),
                TargetPopulation.standard(LARGE).withHidden(0.5),
                TargetPopulation.standard(SMALL).withShift(1.5));
    }

    /** Beside the mean effect, its intervals for all periods are claimed to hold at once. */
    private static Method<Fit> dynamic() {
        List<Claim<Fit>> claims = new ArrayList<>(FitClaim.all());
        claims.addAll(VectorClaim.simultaneous());
        Method<Fit> method = Method.of(
                "dynamic-effects",
                "Effects by time since exposure",
                DynamicEffects.standard(),
                Tier.B,
                claims,
                Reading::ofFit);
        Control<Fit> rows = Control.foil(
                "difference-in-means", "takes the periods of a unit for units of their own", new DifferenceInMeans());
        for (FadingEffect world : List.of(
                FadingEffect.standard(UNITS), FadingEffect.standard(2 * UNITS).withEntry(7))) {
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), Set.of()));
            controls.add(rows);
            controls.add(periodsOracle(Estimand.ATE));
            method = method.home(controls, world);
        }
        return method.stress(FadingEffect.standard(16));
    }

    private static Method<Fit> longRun() {
        // Where treatment does nothing there is nothing to extrapolate, and it refuses: no test of that is claimed.
        List<Claim<Fit>> claims = List.of(
                FitClaim.COVERAGE,
                FitClaim.LOWER_TAIL,
                FitClaim.UPPER_TAIL,
                FitClaim.MEDIAN_BELOW,
                FitClaim.MEDIAN_ABOVE);
        Method<Fit> method = Method.of(
                "long-run-effect", "Long-run effect", LongRunEffect.standard(), Tier.C, claims, Reading::ofFit);
        Control<Fit> mean = Control.foil(
                "mean-over-periods",
                "takes the mean over the periods that were seen for what lasts",
                new Renamed(DynamicEffects.standard(), Estimand.TARGET_ATE));
        for (int n : new int[] {5 * UNITS, 10 * UNITS}) {
            FadingEffect world = FadingEffect.standard(n);
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), UNDECIDED));
            controls.add(mean);
            controls.add(periodsOracle(Estimand.TARGET_ATE));
            method = method.home(controls, world);
        }
        return method.stress(
                // Hardly a change: it is refused.
                FadingEffect.standard(5 * UNITS).withNovelty(0.5, 0.5),
                // What decays is still far from rest in the last period.
                FadingEffect.standard(5 * UNITS).withNovelty(4, 0.1));
    }

    /** Whether the effect changes, where units have trends of their own. */
    private static Method<HypothesisTest> novelty() {
        Method<HypothesisTest> method = Method.of(
                "novelty",
                "Test of novelty and learning",
                NoveltyTest.standard(),
                Tier.B,
                TestClaim.all(POWER),
                TestClaim.READER);
        List<Control<HypothesisTest>> controls = List.of(
                CateControls.halvedP(),
                CateControls.reversed(),
                Control.foil(
                        "trend-over-rows",
                        "takes the periods of a unit, which has a trend of its own, for units of their own",
                        new TrendOverRows()),
                new Control<>(
                        Control.Kind.ORACLE,
                        "oracle",
                        "rejects exactly where the effect changes, and by chance elsewhere",
                        (draw, test, random) -> with(test.get(), draw.truth().nullHolds() ? random.nextDouble() : 0),
                        Optional.empty()));
        return method.home(
                        controls,
                        FadingEffect.standard(UNITS),
                        FadingEffect.standard(2 * UNITS).withEntry(7))
                // The effect has come to rest before the second period.
                .stress(FadingEffect.standard(UNITS).withNovelty(0.5, 3));
    }

    private static HypothesisTest with(HypothesisTest test, double p) {
        return new HypothesisTest(
                test.nullHypothesis(), test.statistic(), test.degreesOfFreedom(), p, test.glance(), List.of());
    }

    /** Normal answers about the truth of the mean, and of all periods with the intervals of Bonferroni. */
    private static Control<Fit> periodsOracle(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "answers drawn from normal distributions about the truth, with the standard errors that they state",
                (draw, method, random) -> answer(draw, estimand, random),
                Optional.empty());
    }

    private static Fit answer(Draw draw, Estimand estimand, RandomGenerator random) {
        List<Estimate> terms = new ArrayList<>();
        double truth = draw.truth().value(estimand);
        terms.add(Estimate.normal(estimand, "1 - 0", truth + random.nextGaussian(), 1));
        int count = draw.truth().targets().size();
        // Independent answers all hold at 95 % if each does at the root of it.
        double scale = NormalDistribution.quantile((1 + FastMath.pow(0.95, 1.0 / count)) / 2)
                / NormalDistribution.quantile(0.975);
        draw.truth()
                .targets()
                .forEach((term, value) -> terms.add(
                        Estimate.normal(Estimand.LAG_EFFECT, term, value + random.nextGaussian() / scale, 1)));
        int n = draw.observed().size();
        return new Fit(terms, new Glance("oracle", "known", n, 0, n, 0, 0, Map.of()), List.of());
    }

    /** The slope of the difference in means of rows, as if each were a unit of its own. */
    private record TrendOverRows() implements Estimator<HypothesisTest> {

        @Override
        public Estimand target() {
            return Estimand.COEFFICIENT;
        }

        @Override
        public Set<Role> needs() {
            return NoveltyTest.standard().needs();
        }

        @Override
        public HypothesisTest estimate(Sample sample, RandomGenerator random) {
            double[] t = sample.numeric(Role.ASSIGNMENT);
            Clusters units = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.UNIT)));
            double[] time = sample.numeric(Role.TIME);
            double[] first = new double[units.count()];
            Arrays.fill(first, Double.POSITIVE_INFINITY);
            for (int i = 0; i < time.length; i++) {
                first[units.of()[i]] = Math.min(first[units.of()[i]], time[i]);
            }
            double[] since = new double[time.length];
            double[] product = new double[time.length];
            for (int i = 0; i < since.length; i++) {
                since[i] = time[i] - first[units.of()[i]];
                product[i] = since[i] * t[i];
            }
            Fit fit = LeastSquares.fit(
                            List.of("t", "since", "t x since"), new double[][] {t, since, product}, sample.outcome())
                    .summary(Covariance.HC2);
            Estimate slope = fit.terms().get(3);
            return new HypothesisTest(
                    "the effect does not change with time since exposure",
                    slope.inference().statistic(0),
                    slope.inference().degreesOfFreedom(),
                    slope.inference().pValue(0),
                    fit.glance(),
                    List.of());
        }
    }

    /**
     * An estimator on the rows of the experiment alone.
     *
     * @param estimator the estimator
     */
    private record ExperimentAlone(Estimator<Fit> estimator) implements Estimator<Fit> {

        @Override
        public Estimand target() {
            return estimator.target();
        }

        @Override
        public Set<Role> needs() {
            return estimator.needs();
        }

        @Override
        public Fit estimate(Sample sample, RandomGenerator random) {
            double[] inExperiment = sample.numeric(Role.STRATUM);
            int[] rows = IntStream.range(0, sample.size())
                    .filter(i -> inExperiment[i] == 1)
                    .toArray();
            return estimator.estimate(sample.rows(rows).with(Role.STRATUM), random);
        }
    }
}
