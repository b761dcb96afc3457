package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.linear.LeastSquares;
import assay.random.Streams;
import assay.sensitivity.AdjustedEstimate;
import assay.sensitivity.OmittedVariable;
import assay.sensitivity.OmittedVariableAnalysis;
import assay.sensitivity.Strength;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfounderStrengthTest {

    private static final double[] SLOPES = {1.2, -0.8, 0.5, 0};

    /** The hidden confounder of a draw, from the baseline that only the world knows. */
    private static double[] hidden(HiddenConfounder world, Draw draw) {
        double[] u = draw.truth().units().orElseThrow().baseline().clone();
        double[][] x = draw.observed().covariates().columns();
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < SLOPES.length; j++) {
                u[i] -= SLOPES[j] * x[j][i];
            }
            u[i] /= world.onOutcome();
        }
        return u;
    }

    private static Sample with(Sample sample, double[] u) {
        Column[] covariates = sample.columns(Role.COVARIATE).toArray(new Column[0]);
        Column[] more = Arrays.copyOf(covariates, covariates.length + 1);
        more[covariates.length] = new Column.Numeric("u", u);
        return sample.with(Role.COVARIATE, more);
    }

    /**
     * Bias as predicted and as it is, on the same rows, to 1e-9; the robustness value of the share of the estimate that is bias
     * is the strength that a confounder of that bias would have, were it equally strong with treatment and outcome.
     */
    @Test
    void theFormulaTellsTheBiasAndTheRobustnessValueTheStrength() {
        for (double onOutcome : new double[] {0.3, 1, 2, 3.5}) {
            HiddenConfounder world = new HiddenConfounder(6000, 2, 1, 1.3, onOutcome);
            Draw draw = world.draw(new Streams(2, 0));
            double[] u = hidden(world, draw);
            Sample full = with(draw.observed(), u);
            OmittedVariable shorter =
                    OmittedVariableAnalysis.of(draw.observed()).regression();
            OmittedVariableAnalysis longer = OmittedVariableAnalysis.of(full);
            Strength strength = longer.observed(List.of("u"));
            AdjustedEstimate adjusted = shorter.adjusted(strength);
            assertThat(adjusted.value()).isCloseTo(longer.regression().value(), within(1e-9));
            assertThat(adjusted.stdError()).isCloseTo(longer.regression().stdError(), within(1e-9));
            double share = (shorter.value() - longer.regression().value()) / shorter.value();
            double rv = shorter.robustnessValue(share);
            assertThat(new Strength(rv, rv).biasFactor()).isCloseTo(strength.biasFactor(), within(1e-9));
            assertThat(rv)
                    .isBetween(
                            Math.min(strength.treatment(), strength.outcome()),
                            Math.max(strength.treatment(), strength.outcome()));
            assertThat(LeastSquares.fit(full.covariates(), full.outcome()).degreesOfFreedom())
                    .isEqualTo((int) adjusted.degreesOfFreedom() + 1);
        }
    }

    /** lyra's reference run: robustness value .5987, strengths .214 and .760, one draw of 6,000 rows each. */
    @Test
    void standardStrengths() {
        HiddenConfounder world = HiddenConfounder.standard(200_000);
        ConfounderStrength strength = ConfounderStrength.of(world);
        // By a product rule of 80 x 80 points (numpy): 0.22196023704, 0.75681874475.
        assertThat(strength.treatment()).isCloseTo(0.22196023704255918, within(1e-10));
        assertThat(strength.outcome()).isCloseTo(0.7568187447528236, within(1e-10));
        Draw draw = world.draw(new Streams(1, 0));
        Strength seen = OmittedVariableAnalysis.of(with(draw.observed(), hidden(world, draw)))
                .observed(List.of("u"));
        // The standard error of a squared correlation is below 2 r / sqrt(n); five of them.
        assertThat(seen.treatment()).isCloseTo(strength.treatment(), within(5 * 2 * 0.5 / Math.sqrt(200_000)));
        assertThat(seen.outcome()).isCloseTo(strength.outcome(), within(5 * 2 / Math.sqrt(200_000)));
        assertThat(OmittedVariableAnalysis.of(draw.observed()).regression().robustnessValue(1))
                .isCloseTo(0.5987, within(0.02));
        double scale = Math.sqrt(strength.outcome() * strength.treatment() / (1 - strength.treatment()));
        assertThat(scale).isPositive();
    }

    /** Where methods are at home, the confounder is a little weaker than the strengths that they state. */
    @Test
    void homesOfTheBounds() {
        ConfounderStrength tenth = ConfounderStrength.of(new HiddenConfounder(1000, 2, 1, 0.75, 0.35));
        assertThat(tenth.treatment()).isBetween(0.098, 0.1);
        assertThat(tenth.outcome()).isBetween(0.098, 0.1);
    }

    /** In 20,000 pairs the share in which the better unit is treated is 2/3 within five standard errors: 6e-7. */
    @Test
    void pairsAreBiasedByTheOdds() {
        BiasedPairs world = new BiasedPairs(20_000, 0, 1, 2);
        Sample sample = world.draw(new Streams(1, 0)).observed();
        double[] t = sample.numeric(Role.ASSIGNMENT);
        double[] y = sample.outcome();
        int better = 0;
        for (int i = 0; i < t.length; i += 2) {
            assertThat(t[i] + t[i + 1]).isEqualTo(1);
            better += t[i] == 1 == y[i] > y[i + 1] ? 1 : 0;
        }
        assertThat(better / 20_000.0).isCloseTo(2 / 3.0, within(5 * Math.sqrt(2 / 9.0 / 20_000)));
        assertThatThrownBy(() -> new BiasedPairs(10, 1, 1, 0.5)).hasMessageContaining("gamma");
        assertThatThrownBy(() -> new BiasedPairs(10, 1, Double.NaN, 1)).hasMessageContaining("sd");
    }
}
