package assay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.experiment.Lin;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Golden numbers: base R 4.2.2 on the data of {@link TransportData}. Estimates by glm and lm; standard errors by stacked estimating
 * equations psi of all parameters, {@code A <- } numerical Jacobian of {@code colSums(psi)}, {@code solve(A) crossprod(psi) t(solve(A))},
 * times {@code sqrt(60/59)}; HC2 by {@code lm} and the hat matrix. The numerical Jacobian is good to about 1e-9.
 */
class TransportTest {

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(1, 0, 3));
    }

    private static void gold(Estimator<Fit> estimator, double value, double stdError) {
        Estimate estimate = fit(estimator, TransportData.sample()).estimate();
        assertThat(estimate.value()).isCloseTo(value, within(1e-10));
        assertThat(estimate.stdError()).isCloseTo(stdError, within(1e-9));
    }

    @Test
    void weightingByOddsIsThatOfR() {
        gold(TransportWeighting.standard(), 0.61102683067317, 0.30462821044321);
        Fit fit = fit(TransportWeighting.standard(), TransportData.sample());
        assertThat(fit.glance().diagnostics().get("ess_treated")).isCloseTo(16.882816051287634, within(1e-9));
        assertThat(fit.glance().diagnostics().get("ess_control")).isCloseTo(16.878782739633138, within(1e-9));
        assertThat(fit.glance().diagnostics().get("max_weight_share")).isCloseTo(0.091939911517191, within(1e-10));
    }

    @Test
    void entropyBalancingToTheTargetIsThatOfR() {
        gold(new TransportWeighting(WeightModel.ENTROPY), 0.57112562032435, 0.11572423048065);
    }

    @Test
    void doublyRobustTransportIsThatOfR() {
        gold(TransportAipw.standard(), 0.57254112079842, 0.11709564738846);
    }

    @Test
    void standardisationIsThatOfR() {
        gold(TransportOutcome.standard(), 0.565966803760857, 0.119815182176340);
        Fit fit = fit(TransportOutcome.standard(), TransportData.sample());
        assertThat(fit.glance().diagnostics().get("se_of_target")).isCloseTo(0.073334638041615, within(1e-10));
        assertThat(fit.estimate().inference().degreesOfFreedom()).isEqualTo(34);
    }

    /** Weights that balance what the regressions are linear in leave their residuals a difference of means. */
    @Test
    void balancedResidualsAreWhatTheRegressionsLeave() {
        Populations populations = Populations.of(TransportData.sample());
        Weighted weighted = new TransportWeighting(WeightModel.ENTROPY).weigh(populations, new Philox(1, 0, 3));
        ArmPlane[] planes = {ArmPlane.of(populations, 0), ArmPlane.of(populations, 1)};
        double left = 0;
        for (int arm = 0; arm < 2; arm++) {
            double[] residuals = planes[arm].fit.residuals();
            for (int i = 0; i < residuals.length; i++) {
                left += (arm == 1 ? 1 : -1) * weighted.weights()[planes[arm].rows[i]] * residuals[i];
            }
        }
        double standardised = fit(TransportOutcome.standard(), TransportData.sample())
                .estimate()
                .value();
        assertThat(weighted.value()).isCloseTo(standardised + left, within(1e-9));
    }

    /** A target of the experiment's own units: the regressions are Lin's, and no row weighs more than another. */
    @Test
    void atTheExperimentsOwnUnitsTheEffectIsThatOfTheExperiment() {
        Sample own = ownTarget(TransportData.sample());
        Sample experiment = TransportData.sample().rows(IntStream.range(0, 40).toArray());
        double lin = Lin.standard()
                .estimate(experiment, new Philox(1, 0, 3))
                .estimate()
                .value();
        assertThat(fit(TransportOutcome.standard(), own).estimate().value()).isCloseTo(lin, within(1e-12));
        assertThat(fit(TransportAipw.standard(), own).estimate().value()).isCloseTo(lin, within(1e-12));
        Fit weighted = fit(TransportWeighting.standard(), own);
        double[] y = experiment.outcome();
        double[] t = experiment.numeric(Role.ASSIGNMENT);
        double means = 0;
        for (int i = 0; i < 40; i++) {
            means += (t[i] == 1 ? 1 : -1) * y[i] / 20;
        }
        assertThat(weighted.estimate().value()).isCloseTo(means, within(1e-12));
        assertThat(weighted.glance().diagnostics().get("ess_treated")).isCloseTo(20, within(1e-9));
    }

    static Sample ownTarget(Sample sample) {
        int[] twice = IntStream.range(0, 80).map(i -> i % 40).toArray();
        double[] s = new double[80];
        Arrays.fill(s, 0, 40, 1);
        return sample.rows(twice).with(Role.STRATUM, new Column.Numeric("experiment", s));
    }

    /** What stands in target rows as outcome and arm is never read, and other words for the populations change nothing. */
    @Test
    void outcomesOfTheTargetAreNotRead() {
        Sample sample = TransportData.sample();
        double[] y = sample.outcome().clone();
        double[] t = sample.numeric(Role.ASSIGNMENT).clone();
        int[] codes = new int[60];
        for (int i = 40; i < 60; i++) {
            y[i] = 1000 * i;
            t[i] = 7;
            codes[i] = 1;
        }
        Sample other = sample.with(Role.OUTCOME, new Column.Numeric("y", y))
                .with(Role.ASSIGNMENT, new Column.Numeric("t", t))
                .with(Role.STRATUM, new Column.Categorical("population", codes, List.of("trial", "target")));
        for (Estimator<Fit> estimator : List.of(
                TransportWeighting.standard(),
                new TransportWeighting(WeightModel.ENTROPY),
                TransportOutcome.standard(),
                TransportAipw.standard())) {
            assertThat(fit(estimator, other).terms())
                    .isEqualTo(fit(estimator, sample).terms());
        }
    }

    /** A known chance of the arm that is the same for all changes nothing; one that differs divides the weights. */
    @Test
    void knownPropensitiesDivideTheWeights() {
        Sample sample = TransportData.sample();
        double[] even = new double[60];
        Arrays.fill(even, 0.3);
        Estimate plain = fit(TransportWeighting.standard(), sample).estimate();
        Estimate same = fit(TransportWeighting.standard(), sample.with(Role.PROPENSITY, new Column.Numeric("e", even)))
                .estimate();
        assertThat(same.value()).isCloseTo(plain.value(), within(1e-12));
        assertThat(same.stdError()).isCloseTo(plain.stdError(), within(1e-12));
        even[0] = 0.6;
        Estimate uneven = fit(
                        TransportWeighting.standard(), sample.with(Role.PROPENSITY, new Column.Numeric("e", even)))
                .estimate();
        assertThat(uneven.value()).isNotCloseTo(plain.value(), within(1e-6));
    }

    /** In the linear model by arm the contributions add up to what the target's effect is more. */
    @Test
    void contributionsOfModifiersAddUp() {
        Sample sample = TransportData.sample();
        ModifierTable table = ModifierTable.of(sample, WeightModel.ENTROPY, new Philox(1, 0, 3));
        double there = fit(TransportOutcome.standard(), sample).estimate().value();
        double here =
                fit(TransportOutcome.standard(), ownTarget(sample)).estimate().value();
        assertThat(table.rows().stream().mapToDouble(Modifier::contribution).sum())
                .isCloseTo(there - here, within(1e-12));
        assertThat(table.rows()).extracting(Modifier::covariate).containsExactly("x1", "x2");
        assertThat(table.rows()).allSatisfy(row -> assertThat(row.weightedSmd()).isCloseTo(0, within(1e-9)));
        assertThat(table.sizes()).hasSize(2).allMatch(size -> size > 10 && size < 20);
    }
}
