package assay.experiment;

import static assay.condition.Condition.where;
import static assay.experiment.GrammarData.centred;
import static assay.experiment.GrammarData.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.Sample;
import assay.StudentT;
import assay.bayes.ConjugatePrior;
import assay.condition.Condition;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.random.Philox;
import assay.sequential.AnytimeT;
import assay.sequential.AnytimeValid;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

final class EffectsTest {

    private static final GrammarData TWO = new GrammarData(2);
    private static final GrammarData THREE = new GrammarData(3);
    private static final List<Condition> DEVICES =
            List.of(where("device = 'desktop'"), where("device = 'mobile'"), where("device = 'tablet'"));

    private static Experiment experiment() {
        return Experiment.on(TWO.table()).assignment("arm").clusterBy("store");
    }

    private static void same(Estimate actual, Estimate expected, double tolerance) {
        assertThat(actual.value()).isCloseTo(expected.value(), within(tolerance));
        assertThat(actual.stdError()).isCloseTo(expected.stdError(), within(tolerance));
    }

    @Test
    void theEffectInASegmentIsTheMeanRowOfItsCovariates() {
        // The condition names a column that is not in the model: only the covariates of its rows count.
        Estimate actual = experiment()
                .metric("sales", "tenure")
                .fit()
                .effect(where("device = 'desktop' and tenure > 30"))
                .estimate();
        double[] x = centred(TWO.tenure);
        LinearFit fit = LinearModel.fit(ArrayRows.of(
                        LinearSpec.ols(List.of("y"), List.of("x", "t", "tx")), TWO.sales, x, TWO.arm, times(TWO.arm, x))
                .clustered(TWO.clusters()));
        double mean = IntStream.range(0, GrammarData.N)
                .filter(i -> "desktop".equals(TWO.device[i]) && TWO.tenure[i] > 30)
                .mapToDouble(i -> x[i])
                .average()
                .orElseThrow();
        Estimate expected = fit.estimate(Estimand.CATE, "", 0, new double[] {0, 0, 1, mean}, ClusterCovariance.CR2);

        same(actual, expected, 1e-10);
        assertThat(actual.estimand()).isEqualTo(Estimand.CATE);
        assertThat(actual.inference().degreesOfFreedom())
                .isCloseTo(expected.inference().degreesOfFreedom(), within(1e-6));
    }

    @Test
    void saturatedSegmentsAreComparisonsOfTheirRows() {
        List<Effect> effects = Experiment.on(TWO.table())
                .assignment("arm")
                .metric("sales")
                .saturated("device")
                .fit()
                .effectsBy("device")
                .list();
        for (int s = 0; s < 3; s++) {
            String level = List.of("desktop", "mobile", "tablet").get(s);
            int[] rows = IntStream.range(0, GrammarData.N)
                    .filter(i -> level.equals(TWO.device[i]))
                    .toArray();
            Sample sample = Sample.builder()
                    .outcome("sales", TWO.sales)
                    .assignment("arm", TWO.arm)
                    .build()
                    .rows(rows);
            Estimate expected = new DifferenceInMeans()
                    .estimate(sample, new Philox(1, 0, 3))
                    .estimate();
            same(effects.get(s).estimate(), expected, 1e-10);
            assertThat(effects.get(s).segment()).isEqualTo("device = '" + level + "'");
        }
    }

    @Test
    void projectingOnTheExperimentsOwnSharesIsTheOverallEffect() {
        for (Experiment design : List.of(experiment(), experiment().treatment("received"))) {
            FittedModel model = design.metrics(List.of("sales", "visits"), "tenure")
                    .saturated("device")
                    .fit(Model.linear().population(Population.SUPERPOPULATION));
            Effects segments = model.effects(DEVICES);
            List<Effect> projected = segments.project(segments.shares()).list();
            List<Effect> overall = model.effect().list();

            assertThat(projected).hasSameSizeAs(overall);
            for (int i = 0; i < overall.size(); i++) {
                Estimate expected = overall.get(i).estimate();
                assertThat(projected.get(i).estimate().value()).isCloseTo(expected.value(), within(1e-11));
                assertThat(projected.get(i).segment()).isEqualTo("target");
            }
        }
    }

    @Test
    void sharesThatAreUncertainWidenTheProjection() {
        FittedModel model = experiment().metric("sales").saturated("device").fit();
        Effects segments = model.effects(
                List.of(where(" device = 'desktop' "), where("device = 'mobile'"), where("device = 'tablet'")));
        Map<String, Double> shares =
                Map.of("device = 'desktop'", 0.5, "device = 'mobile'", 0.3, "device = 'tablet'", 0.2);
        double[] p = {0.5, 0.3, 0.2};
        double[] theta =
                segments.list().stream().mapToDouble(e -> e.estimate().value()).toArray();
        Estimate known = segments.project(shares).estimate();
        Estimate counted = segments.project(Shares.counted(shares, 200)).estimate();

        assertThat(known.value()).isCloseTo(0.5 * theta[0] + 0.3 * theta[1] + 0.2 * theta[2], within(1e-12));
        assertThat(counted.value()).isEqualTo(known.value());
        assertThat(known.estimand()).isEqualTo(Estimand.TARGET_ATE);
        // theta'O theta + tr(S O), S from pairwise projections.
        double added = 0;
        for (int s = 0; s < 3; s++) {
            for (int t = 0; t < 3; t++) {
                double omega = ((s == t ? p[s] : 0) - p[s] * p[t]) / 200;
                added += omega * (theta[s] * theta[t] + covariance(segments, s, t));
            }
        }
        assertThat(counted.stdError() * counted.stdError())
                .isCloseTo(known.stdError() * known.stdError() + added, within(1e-10));
        Estimate believed = segments.project(Shares.believed(shares, 199)).estimate();
        assertThat(believed.stdError()).isCloseTo(counted.stdError(), within(1e-14));
    }

    /** From the variance of the half sum. */
    private static double covariance(Effects segments, int s, int t) {
        double[] variance = segments.list().stream()
                .mapToDouble(e -> e.estimate().stdError() * e.estimate().stdError())
                .toArray();
        if (s == t) {
            return variance[s];
        }
        double[] half = new double[3];
        half[s] += 0.5;
        half[t] += 0.5;
        double error = segments.project(Map.of(
                        "device = 'desktop'", half[0], "device = 'mobile'", half[1], "device = 'tablet'", half[2]))
                .estimate()
                .stdError();
        return (4 * error * error - variance[s] - variance[t]) / 2;
    }

    @Test
    void effectsOverTimeAreThoseOfATimeThatIsInTheModel() {
        Effects weeks = experiment().time("week").metric("sales").fit().byTime();

        assertThat(weeks.list())
                .extracting(Effect::segment)
                .containsExactly("week = 1", "week = 2", "week = 3", "week = 4");
        assertThatThrownBy(() -> experiment().metric("sales").fit().byTime()).hasMessageContaining("role time");
    }

    @Test
    void aUnitOfSeveralRowsIsACluster() {
        Estimate byUnit = Experiment.on(TWO.table())
                .assignment("arm")
                .unit("store")
                .metric("sales")
                .fit()
                .effect()
                .estimate();
        same(byUnit, experiment().metric("sales").fit().effect().estimate(), 0);
        assertThat(Experiment.on(TWO.table())
                        .assignment("arm")
                        .unit("age")
                        .metric("sales")
                        .fit()
                        .clusters())
                .isZero();
    }

    @Test
    void relativeEffectsAreRatiosOfTheCounterfactualMeans() {
        FittedModel model = experiment().metric("sales", "tenure").fit();
        Estimate effect = model.effect().estimate();
        Estimate lift = model.effect().relative().estimate();
        double[] x = centred(TWO.tenure);
        LinearFit fit = LinearModel.fit(ArrayRows.of(
                        LinearSpec.ols(List.of("y"), List.of("x", "t", "tx")), TWO.sales, x, TWO.arm, times(TWO.arm, x))
                .clustered(TWO.clusters()));
        double b = fit.coefficients(0)[0];
        double rho = effect.value() / b;
        Estimate expected =
                fit.estimate(Estimand.LIFT, "", 0, new double[] {-rho / b, 0, 1 / b, 0}, ClusterCovariance.CR2);

        assertThat(lift.value()).isCloseTo(rho, within(1e-12));
        assertThat(lift.stdError()).isCloseTo(expected.stdError(), within(1e-12));
        assertThat(lift.inference()).isInstanceOf(StudentT.class);
        assertThat(lift.estimand()).isEqualTo(Estimand.LIFT);
    }

    @Test
    void aBaselineNearZeroTakesFiellersInterval() {
        double[] low = TWO.sales.clone();
        for (int i = 0; i < low.length; i++) {
            low[i] -= 51;
        }
        Table table = TWO.table().addColumns(DoubleColumn.create("low", low));
        Effects effects =
                Experiment.on(table).assignment("arm").metric("low").fit().effect();
        Estimate lift = effects.relative().estimate();

        assertThat(lift.inference()).isInstanceOf(Fieller.class);
        assertThat(effects.relative().cautions()).extracting(Caution::code).contains("weak-baseline");
        assertThat(effects.cautions()).isEmpty();
        assertThat(effects.relative().anytime().estimate().inference()).isInstanceOf(AnytimeT.class);
    }

    @Test
    void anytimeIsASwitch() {
        FittedModel model = experiment().metric("sales", "tenure").fit();
        Estimate fixed = model.effect().estimate();
        Estimate always = model.effect().anytime(new AnytimeValid(20)).estimate();

        same(always, fixed, 0);
        assertThat(always.inference())
                .isEqualTo(new AnytimeT(
                        fixed.value(),
                        fixed.stdError(),
                        fixed.inference().degreesOfFreedom(),
                        GrammarData.CLUSTERS,
                        20));
        assertThat(model.effect().anytime().cautions())
                .extracting(Caution::code)
                .contains("anytime-too-early");
    }

    @Test
    void ranksArmsByTheirJointPosterior() {
        FittedModel model = Experiment.on(THREE.table())
                .assignment("arm")
                .metric("sales", "tenure")
                .fit(Model.sandwich());
        List<RankedArm> ranked = model.effect().rank();

        assertThat(ranked).extracting(RankedArm::arm).containsExactly("0", "1", "2");
        assertThat(ranked.stream().mapToDouble(RankedArm::probabilityBest).sum())
                .isCloseTo(1, within(1e-12));
        List<RankedArm> smaller = model.effect().rank(Better.SMALLER, 10_000, new Philox(1, 0, 3));
        assertThat(smaller.get(0).probabilityBest()).isGreaterThan(ranked.get(0).probabilityBest());
        // Two arms: the probability is that of the normal posterior of one effect; 4 standard errors, once in 16,000
        // runs.
        Effects two = Experiment.on(TWO.table())
                .assignment("arm")
                .metric("visits")
                .fit(Model.sandwich())
                .effect();
        double tail = two.estimate().inference().pValue(0) / 2;
        double best = two.estimate().value() > 0 ? 1 - tail : tail;
        assertThat(two.rank().get(1).probabilityBest())
                .isCloseTo(best, within(4 * Math.sqrt(best * (1 - best) / 200_000)));
    }

    @Test
    void aVagueConjugatePosteriorIsClassicalLeastSquares() {
        Experiment design = Experiment.on(TWO.table()).assignment("arm");
        Estimate bayes = design.metric("sales", "tenure", "device")
                .fit(Model.bayesian(new ConjugatePrior(1e-10, 1e-10, 1e-10)))
                .effect(where("device = 'mobile'"))
                .estimate();
        Estimate classical = design.metric("sales", "tenure", "device")
                .fit(Model.linear().variance(Covariance.CLASSICAL))
                .effect(where("device = 'mobile'"))
                .estimate();
        // The posterior divides by n, least squares by n - k, here 600 and 592.
        assertThat(bayes.value()).isCloseTo(classical.value(), within(1e-8));
        assertThat(bayes.stdError()).isCloseTo(classical.stdError() * Math.sqrt(592.0 / 600), within(1e-8));
        assertThatThrownBy(() -> experiment().metric("sales").fit(Model.bayesian(ConjugatePrior.vague())))
                .hasMessageContaining("clusters")
                .hasMessageContaining("Model.sandwich()");
    }

    @Test
    void extrapolatesOnlyWhenAskedAndNamesTheAssumption() {
        FittedModel model =
                experiment().treatment("received").metric("sales", "tenure").fit();
        Effects same = model.effect().extrapolateToAte(Extrapolation.HOMOGENEOUS_EFFECT);
        Effects given = model.effect().extrapolateToAte(Extrapolation.SAME_GIVEN_COVARIATES);

        assertThat(model.effect().list()).noneMatch(e -> e.estimate().estimand() == Estimand.ATE);
        same(same.estimate(), model.effect().list().get(1).estimate(), 0);
        assertThat(same.estimate().estimand()).isEqualTo(Estimand.ATE);
        assertThat(given.cautions()).extracting(Caution::code).contains("extrapolated-effect");
        // The interacted two-stage least squares at the mean of the covariates.
        double[] x = centred(TWO.tenure);
        LinearFit fit = LinearModel.fit(ArrayRows.of(
                        new LinearSpec(List.of("y"), List.of("x"), List.of("d", "dx"), List.of("z", "zx")),
                        TWO.sales,
                        x,
                        TWO.received,
                        times(TWO.received, x),
                        TWO.arm,
                        times(TWO.arm, x))
                .clustered(TWO.clusters()));
        same(
                given.estimate(),
                fit.estimate(Estimand.ATE, "", 0, new double[] {0, 1, 0, 0}, ClusterCovariance.CR2),
                1e-10);
        assertThatThrownBy(() ->
                        experiment().metric("sales").fit().effect().extrapolateToAte(Extrapolation.HOMOGENEOUS_EFFECT))
                .isInstanceOf(EstimationException.class);
    }

    @Test
    void oneSidedNonComplianceIsTheEffectOnTheTreated() {
        double[] taken = times(TWO.arm, TWO.received);
        Table table = TWO.table().addColumns(DoubleColumn.create("taken", taken));
        FittedModel model = Experiment.on(table)
                .assignment("arm")
                .treatment("taken")
                .metric("sales")
                .fit();

        assertThat(model.compliance()).isEqualTo(Compliance.ONE_SIDED);
        assertThat(model.effect().list())
                .extracting(e -> e.estimate().estimand())
                .containsExactly(Estimand.ITT, Estimand.ATT, Estimand.COMPLIANCE);
        assertThat(experiment().treatment("arm").metric("sales").fit().compliance())
                .isEqualTo(Compliance.FULL);
    }

    @Test
    void anInstrumentStandsInForTheAssignment() {
        FittedModel model = Experiment.on(TWO.table())
                .instrument("arm")
                .treatment("received")
                .metric("sales")
                .fit();
        List<Effect> expected = Experiment.on(TWO.table())
                .assignment("arm")
                .treatment("received")
                .metric("sales")
                .fit()
                .effect()
                .list();

        assertThat(model.effect().list()).isEqualTo(expected);
        assertThatThrownBy(() -> Experiment.on(TWO.table())
                        .instrument("arm")
                        .metric("sales")
                        .fit())
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MISSING_ROLE));
    }

    @Test
    void saysWhatItIsAbout() {
        FittedModel model = experiment().control("1").metric("sales", "age").fit();

        assertThat(model.arms()).containsExactly("1", "0");
        assertThat(model.effect().estimate().value())
                .isCloseTo(
                        -experiment()
                                .metric("sales", "age")
                                .fit()
                                .effect()
                                .estimate()
                                .value(),
                        within(1e-11));
        assertThat(model.effect().fit().glance().variance()).startsWith("CR2");
        assertThat(model.effect().fit().glance().n()).isEqualTo(GrammarData.N);
        assertThat(model).hasToString("linear-model of sales on 600 rows, arms [1, 0]");
        assertThatThrownBy(() -> model.effects(DEVICES).estimate()).isInstanceOf(IllegalStateException.class);
    }
}
