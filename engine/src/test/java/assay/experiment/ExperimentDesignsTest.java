package assay.experiment;

import static assay.experiment.GrammarData.centred;
import static assay.experiment.GrammarData.indicator;
import static assay.experiment.GrammarData.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Mtcars;
import assay.Sample;
import assay.WeightType;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.linear.VarianceEstimator;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Every mix of compliance, clusters, propensity and covariates is what the direct formulas give. */
final class ExperimentDesignsTest {

    private static final GrammarData DATA = new GrammarData(2);

    static Stream<Arguments> designs() {
        List<Arguments> all = new ArrayList<>();
        for (int bits = 0; bits < 16; bits++) {
            all.add(Arguments.of((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0));
        }
        return all.stream();
    }

    private static Analysis grammar(boolean complied, boolean clustered, boolean adaptive, boolean adjusted) {
        Experiment experiment = Experiment.on(DATA.table()).assignment("arm");
        experiment = complied ? experiment : experiment.treatment("received");
        experiment = clustered ? experiment.clusterBy("store") : experiment;
        experiment = adaptive ? experiment.propensity("propensity") : experiment;
        return adjusted ? experiment.metric("sales", "tenure", "device") : experiment.metric("sales");
    }

    private static LinearFit byHand(LinearSpec spec, boolean clustered, boolean adaptive, List<double[]> columns) {
        ArrayRows rows = ArrayRows.of(spec, columns.toArray(double[][]::new));
        if (adaptive) {
            double[] w = new double[GrammarData.N];
            for (int i = 0; i < w.length; i++) {
                w[i] = 1 / (DATA.arm[i] == 1 ? DATA.propensity[i] : 1 - DATA.propensity[i]);
            }
            rows = rows.weighted(w, WeightType.PROBABILITY);
        }
        return LinearModel.fit(clustered ? rows.clustered(DATA.clusters()) : rows);
    }

    private static Estimate term(LinearFit fit, String term, boolean clustered) {
        double[] contrast = new double[fit.terms().size()];
        contrast[fit.terms().indexOf(term)] = 1;
        VarianceEstimator v = clustered ? ClusterCovariance.CR2 : Covariance.HC2;
        return fit.estimate(Estimand.COEFFICIENT, term, 0, contrast, v);
    }

    private static void same(Estimate actual, Estimate expected) {
        assertThat(actual.value()).isCloseTo(expected.value(), within(1e-10 * Math.abs(expected.value())));
        assertThat(actual.stdError()).isCloseTo(expected.stdError(), within(1e-9 * expected.stdError()));
        double df = expected.inference().degreesOfFreedom();
        assertThat(actual.inference().degreesOfFreedom()).isCloseTo(df, within(1e-7 * df));
        assertThat(actual.inference().pValue(0)).isCloseTo(expected.inference().pValue(0), within(1e-9));
    }

    private static List<double[]> covariates(boolean adjusted) {
        return adjusted
                ? List.of(centred(DATA.tenure), centred(DATA.is("mobile")), centred(DATA.is("tablet")))
                : List.of();
    }

    private static List<String> names(boolean adjusted) {
        return adjusted ? List.of("tenure", "mobile", "tablet") : List.of();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void effectsOfTheAssignmentAreRegressionCoefficients(
            boolean complied, boolean clustered, boolean adaptive, boolean adjusted) {
        FittedModel model = grammar(complied, clustered, adaptive, adjusted).fit();
        List<double[]> x = covariates(adjusted);
        List<String> exogenous = new ArrayList<>(names(adjusted));
        exogenous.add("t");
        names(adjusted).forEach(name -> exogenous.add("t:" + name));
        for (boolean share : complied ? new boolean[] {false} : new boolean[] {false, true}) {
            List<double[]> columns = new ArrayList<>(List.of(share ? DATA.received : DATA.sales));
            columns.addAll(x);
            columns.add(DATA.arm);
            x.forEach(column -> columns.add(times(DATA.arm, column)));
            LinearFit fit = byHand(LinearSpec.ols(List.of("y"), exogenous), clustered, adaptive, columns);
            List<Effect> effects = model.effect().list();
            if (complied) {
                assertThat(effects).hasSize(1);
                same(effects.get(0).estimate(), term(fit, "t", clustered));
                assertThat(effects.get(0).estimate().estimand()).isEqualTo(adjusted ? Estimand.SATE : Estimand.ATE);
            } else {
                assertThat(effects)
                        .extracting(e -> e.estimate().estimand())
                        .containsExactly(Estimand.ITT, Estimand.LATE, Estimand.COMPLIANCE);
                same(effects.get(share ? 2 : 0).estimate(), term(fit, "t", clustered));
                assertThat(effects.get(1).estimate().value())
                        .isCloseTo(
                                effects.get(0).estimate().value()
                                        / effects.get(2).estimate().value(),
                                within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void effectsOnCompliersAreTwoStageLeastSquares(
            boolean complied, boolean clustered, boolean adaptive, boolean adjusted) {
        if (complied) {
            return;
        }
        List<double[]> columns = new ArrayList<>(List.of(DATA.sales));
        columns.addAll(covariates(adjusted));
        columns.add(DATA.received);
        columns.add(DATA.arm);
        LinearSpec spec = new LinearSpec(List.of("y"), names(adjusted), List.of("d"), List.of("z"));
        LinearFit fit = byHand(spec, clustered, adaptive, columns);
        List<Effect> effects = grammar(false, clustered, adaptive, adjusted)
                .fit(Model.linear().slopes(Model.Slopes.COMMON))
                .effect()
                .list();

        same(effects.get(1).estimate(), term(fit, "d", clustered));
    }

    @Test
    void aTwoArmTestIsADifferenceInMeans() {
        Estimate expected = new DifferenceInMeans()
                .estimate(
                        Sample.builder()
                                .outcome("sales", DATA.sales)
                                .assignment("arm", DATA.arm)
                                .build(),
                        new Philox(1, 0, 3))
                .estimate();
        Estimate actual = grammar(true, false, false, false).fit().effect().estimate();

        assertThat(actual.value()).isCloseTo(expected.value(), within(1e-11));
        assertThat(actual.stdError()).isCloseTo(expected.stdError(), within(1e-12));
    }

    @Test
    void anAdjustedTestIsLinsRegressionForEitherPopulation() {
        Sample sample = Sample.builder()
                .outcome("sales", DATA.sales)
                .assignment("arm", DATA.arm)
                .covariate("tenure", DATA.tenure)
                .covariate("age", DATA.age)
                .build();
        for (Population population : Population.values()) {
            Estimate expected = new Lin(population, Covariance.HC2)
                    .estimate(sample, new Philox(1, 0, 3))
                    .estimate();
            Estimate actual = Experiment.on(sample)
                    .metric("sales", "tenure", "age")
                    .fit(Model.linear().population(population))
                    .effect()
                    .estimate();
            same(actual, expected);
            assertThat(actual.estimand()).isEqualTo(expected.estimand());
        }
    }

    @Test
    void agreesWithEstimatrOnMtcars() {
        double[] carb = {4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2
        };
        Table mtcars = Table.create(
                DoubleColumn.create("mpg", Mtcars.mpg()),
                DoubleColumn.create("am", Mtcars.am()),
                DoubleColumn.create("wt", Mtcars.wt()),
                DoubleColumn.create("hp", Mtcars.hp()),
                DoubleColumn.create("carb", carb));
        Experiment experiment = Experiment.on(mtcars).assignment("am");
        Analysis analysis = experiment.metric("mpg", "wt", "hp");
        // math.md A6: estimatr::lm_lin(mpg ~ am, ~ wt + hp, se_type = "HC2" and "HC3"), and CR2 by carb.
        Estimate lin = analysis.fit().effect().estimate();
        assertThat(lin.value()).isCloseTo(-0.7431726247081, within(1e-12));
        assertThat(lin.stdError()).isCloseTo(1.24065074748741, within(1e-11));
        assertThat(analysis.fit(Model.linear().variance(Covariance.HC3))
                        .effect()
                        .estimate()
                        .stdError())
                .isCloseTo(1.43501301173326, within(1e-11));
        Estimate clustered = experiment
                .clusterBy("carb")
                .metric("mpg", "wt", "hp")
                .fit()
                .effect()
                .estimate();
        assertThat(clustered.stdError()).isCloseTo(1.0835663012582, within(1e-10));
        assertThat(clustered.inference().degreesOfFreedom()).isCloseTo(1.84290233119, within(1e-7));
        // math.md A4: mpg ~ am, HC2.
        assertThat(experiment.metric("mpg").fit().effect().estimate().stdError())
                .isCloseTo(1.92320213386, within(1e-10));
    }

    @Test
    void severalTreatmentsAreTwoStageLeastSquaresWithAnInstrumentEach() {
        GrammarData three = new GrammarData(3);
        FittedModel model = Experiment.on(three.table())
                .assignment("arm")
                .treatment("received")
                .clusterBy("store")
                .metrics(List.of("sales", "visits"))
                .fit();
        LinearSpec spec =
                new LinearSpec(List.of("sales", "visits"), List.of(), List.of("d1", "d2"), List.of("z1", "z2"));
        LinearFit fit = LinearModel.fit(ArrayRows.of(
                        spec,
                        three.sales,
                        three.visits,
                        indicator(three.received, 1),
                        indicator(three.received, 2),
                        indicator(three.arm, 1),
                        indicator(three.arm, 2))
                .clustered(three.clusters()));
        List<Effect> effects = model.effect().list();

        assertThat(effects).hasSize(10);
        assertThat(effects).extracting(Effect::outcome).endsWith("visits", "received", "received");
        for (int o = 0; o < 2; o++) {
            for (int arm = 1; arm <= 2; arm++) {
                double[] contrast = new double[3];
                contrast[arm] = 1;
                Estimate expected = fit.estimate(Estimand.LATE, "", o, contrast, ClusterCovariance.CR2);
                Estimate actual = effects.get(4 * o + 2 * (arm - 1) + 1).estimate();
                assertThat(actual.value()).isCloseTo(expected.value(), within(1e-10));
                assertThat(actual.stdError()).isCloseTo(expected.stdError(), within(1e-10));
            }
        }
        assertThat(model.cautions()).extracting(Caution::code).contains("several-treatments-received");
        // Every pair: the last is arm 2 against arm 1.
        Estimate pair = model.byArm().list().get(5).estimate();
        double[] contrast = {0, -1, 1};
        Estimate expected = fit.estimate(Estimand.LATE, "", 0, contrast, ClusterCovariance.CR2);
        assertThat(pair.term()).isEqualTo("2 - 1");
        assertThat(pair.value()).isCloseTo(expected.value(), within(1e-10));
        assertThat(pair.stdError()).isCloseTo(expected.stdError(), within(1e-10));
    }
}
