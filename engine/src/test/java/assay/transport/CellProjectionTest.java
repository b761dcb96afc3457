package assay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.experiment.Effects;
import assay.experiment.Experiment;
import assay.experiment.Shares;
import assay.random.Philox;
import assay.tablesaw.Tables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellProjectionTest {

    private static Fit fit(ShareUncertainty shares, Sample sample) {
        return new CellProjection(shares).estimate(sample, new Philox(1, 0, 3));
    }

    /** Base R 4.2.2: means and variances by cell, {@code O <- (diag(p) - tcrossprod(p)) / 20}, the formula of the variance. */
    @Test
    void isThatOfR() {
        Fit counted = fit(ShareUncertainty.COUNTED, TransportData.inCells());
        Fit known = fit(ShareUncertainty.KNOWN, TransportData.inCells());
        assertThat(counted.estimate().value()).isCloseTo(0.4494487320252830, within(1e-12));
        assertThat(counted.estimate().stdError()).isCloseTo(0.4449873469383214, within(1e-12));
        assertThat(counted.estimate().inference().degreesOfFreedom()).isCloseTo(38.356867407979, within(1e-8));
        assertThat(known.estimate().stdError()).isCloseTo(Math.sqrt(0.0767730465116245), within(1e-12));
        assertThat(counted.glance().diagnostics().get("se_of_shares"))
                .isCloseTo(Math.sqrt(0.1134534388762586 + 0.0077872535473229), within(1e-12));
    }

    /** The grammar on the same table, saturated in the cells, with shares counted by hand. */
    @Test
    void isTheProjectionOfTheGrammar() {
        Sample experiment = TransportData.inCells().rows(IntStream.range(0, 40).toArray());
        Effects cells = Experiment.on(Tables.table(experiment))
                .assignment("t")
                .metric("y")
                .saturated("cell")
                .fit()
                .effectsBy("cell");
        Map<String, Double> shares = new LinkedHashMap<>(Map.of("cell = 'a'", 0.4, "cell = 'b'", 0.25));
        shares.put("cell = 'c'", 0.35);
        Estimate grammar = cells.project(Shares.counted(shares, 20)).estimate();
        Estimate own = fit(ShareUncertainty.COUNTED, TransportData.inCells()).estimate();
        assertThat(own.value()).isCloseTo(grammar.value(), within(1e-12));
        assertThat(own.stdError()).isCloseTo(grammar.stdError(), within(1e-12));
        assertThat(cells.project(shares).estimate().stdError())
                .isCloseTo(
                        fit(ShareUncertainty.KNOWN, TransportData.inCells())
                                .estimate()
                                .stdError(),
                        within(1e-12));
    }

    /** On the experiment's own units it is the saturated average effect. */
    @Test
    void onTheExperimentsOwnUnitsItIsTheSaturatedEffect() {
        Sample experiment = TransportData.inCells().rows(IntStream.range(0, 40).toArray());
        double saturated = Experiment.on(Tables.table(experiment))
                .assignment("t")
                .metric("y")
                .saturated("cell")
                .fit()
                .effect()
                .estimate()
                .value();
        Sample own = TransportTest.ownTarget(TransportData.inCells());
        assertThat(fit(ShareUncertainty.COUNTED, own).estimate().value()).isCloseTo(saturated, within(1e-12));
    }

    /**
     * The formula at the true values is the variance, to the last digit: every count of a multinomial of N = 4 units over three cells,
     * times every outcome of independent effects that are theta plus or minus one standard error.
     */
    @Test
    void theVarianceIsThatOfAllOutcomes() {
        double[] p = {0.2, 0.5, 0.3};
        double[] theta = {1, -0.5, 2};
        double[] se = {0.3, 0.6, 0.2};
        int units = 4;
        double mean = 0;
        double square = 0;
        double total = 0;
        for (int a = 0; a <= units; a++) {
            for (int b = 0; b + a <= units; b++) {
                int c = units - a - b;
                double chance = factorial(units)
                        / (factorial(a) * factorial(b) * factorial(c))
                        * Math.pow(p[0], a)
                        * Math.pow(p[1], b)
                        * Math.pow(p[2], c);
                for (int signs = 0; signs < 8; signs++) {
                    double value = (a * (theta[0] + sign(signs, 0) * se[0])
                                    + b * (theta[1] + sign(signs, 1) * se[1])
                                    + c * (theta[2] + sign(signs, 2) * se[2]))
                            / units;
                    total += chance / 8;
                    mean += chance / 8 * value;
                    square += chance / 8 * value * value;
                }
            }
        }
        double formula = 0;
        for (int s = 0; s < 3; s++) {
            formula += p[s] * p[s] * se[s] * se[s];
            for (int t = 0; t < 3; t++) {
                double omega = ((s == t ? p[s] : 0) - p[s] * p[t]) / units;
                formula += omega * (theta[s] * theta[t] + (s == t ? se[s] * se[s] : 0));
            }
        }
        assertThat(total).isCloseTo(1, within(1e-14));
        assertThat(square - mean * mean).isCloseTo(formula, within(1e-14));
    }

    private static double sign(int bits, int at) {
        return (bits >> at & 1) == 1 ? 1 : -1;
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    /** Numbers make cells by their values, and several covariates are crossed. */
    @Test
    void covariatesAreCrossed() {
        Sample sample = TransportData.inCells();
        double[] old = new double[60];
        for (int i = 0; i < 60; i++) {
            old[i] = i % 4 < 2 ? 1 : -0.0;
        }
        Sample crossed = sample.with(Role.COVARIATE, TransportData.cells(), new assay.Column.Numeric("old", old));
        Cells cells = Cells.of(Populations.of(crossed));
        assertThat(cells.labels)
                .containsExactly(
                        "cell = 'a' and old = 0",
                        "cell = 'a' and old = 1",
                        "cell = 'b' and old = 0",
                        "cell = 'b' and old = 1",
                        "cell = 'c' and old = 0",
                        "cell = 'c' and old = 1");
    }
}
