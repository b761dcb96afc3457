package assay.quasi.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Fit;
import assay.quasi.synthetic.InSpacePlacebos.Donors;
import assay.quasi.synthetic.SimplexSearch.Intercept;
import assay.random.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every panel. */
class SyntheticIdentitiesTest {

    private static final int UNITS = 14;
    private static final int PERIODS = 12;
    private static final int BEFORE = 8;

    /** Two factors, unit and period effects and noise. */
    private static double[][] outcomes(long key) {
        Philox random = new Philox(key, 0, 0);
        double[][] y = new double[UNITS][PERIODS];
        for (double[] row : y) {
            double level = 3 * random.nextGaussian();
            double slope = random.nextGaussian();
            for (int t = 0; t < PERIODS; t++) {
                row[t] = level + slope * t / 4 + Math.sin(t) * slope + 0.3 * random.nextGaussian();
            }
        }
        return y;
    }

    private static int[] last(int treated) {
        return IntStream.range(0, UNITS)
                .map(i -> i >= UNITS - treated ? BEFORE : PERIODS)
                .toArray();
    }

    private static AdoptionPanel panel(double[][] y, int[] start) {
        return AdoptionPanel.of(Panels.of(y, start));
    }

    private static Synthesis of(double[][] y, int[] start, SyntheticWeighting weighting) {
        return Synthesis.of(panel(y, start), weighting, SimplexSearch.reference());
    }

    @ParameterizedTest
    @EnumSource
    void weightsAreOnTheSimplex(SyntheticWeighting weighting) {
        for (SyntheticCohort cohort : of(
                        outcomes(1), new int[] {5, 5, 9, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12}, weighting)
                .cohorts()) {
            assertThat(Arrays.stream(cohort.weights().omega()).min().orElseThrow())
                    .isNotNegative();
            assertThat(Arrays.stream(cohort.weights().omega()).sum()).isCloseTo(1, within(1e-12));
            assertThat(Arrays.stream(cohort.weights().lambda()).min().orElseThrow())
                    .isNotNegative();
            assertThat(cohort.weights().lambda()).hasSize(cohort.start());
            assertThat(Arrays.stream(cohort.weights().lambda()).sum())
                    .isCloseTo(weighting.meetsLevel() ? 0 : 1, within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource
    void straightLinesThatAllShareMakeNoDifference(SyntheticWeighting weighting) {
        double[][] y = outcomes(2);
        double expected = of(y, last(3), weighting).effect();
        for (double[] row : y) {
            for (int t = 0; t < PERIODS; t++) {
                // The noise that scales penalties is taken about the mean change, and this has none else.
                row[t] += 5 - 2.0 * t;
            }
        }
        assertThat(of(y, last(3), weighting).effect()).isCloseTo(expected, within(1e-8));
    }

    @ParameterizedTest
    @EnumSource
    void effectsOfUnitsMakeNoDifferenceWhereAnInterceptIsFree(SyntheticWeighting weighting) {
        double[][] y = outcomes(2);
        double expected = of(y, last(3), weighting).effect();
        for (int i = 0; i < UNITS; i++) {
            for (int t = 0; t < PERIODS; t++) {
                y[i][t] += weighting.meetsLevel() ? 5 : 5 + i;
            }
        }
        assertThat(of(y, last(3), weighting).effect()).isCloseTo(expected, within(1e-8));
    }

    /** Arkhangelsky et al. 2021, equation 1: least squares with unit and period effects, each row weighing by both weights. */
    @ParameterizedTest
    @EnumSource(names = {"SDID", "DID", "SC_INTERCEPT"})
    void theDoubleDifferenceIsTheCoefficientOfAWeightedRegression(SyntheticWeighting weighting) {
        double[][] y = outcomes(3);
        int treated = 3;
        Synthesis synthesis = of(y, last(treated), weighting);
        CohortWeights weights = synthesis.cohorts().get(0).weights();
        double[] unit = new double[UNITS];
        Arrays.fill(unit, 1.0 / treated);
        System.arraycopy(weights.omega(), 0, unit, 0, UNITS - treated);
        double[] time = new double[PERIODS];
        Arrays.fill(time, 1.0 / (PERIODS - BEFORE));
        System.arraycopy(weights.lambda(), 0, time, 0, BEFORE);
        double[][] d = new double[UNITS][PERIODS];
        for (int i = UNITS - treated; i < UNITS; i++) {
            Arrays.fill(d[i], BEFORE, PERIODS, 1);
        }
        double[][] residual = residual(d, unit, time);
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < UNITS; i++) {
            for (int t = 0; t < PERIODS; t++) {
                cross += unit[i] * time[t] * residual[i][t] * y[i][t];
                squares += unit[i] * time[t] * residual[i][t] * d[i][t];
            }
        }
        assertThat(synthesis.effect()).isCloseTo(cross / squares, within(1e-9));
    }

    /** What unit and period effects leave of a variable, by turns until nothing changes. */
    private static double[][] residual(double[][] values, double[] unit, double[] time) {
        double[][] left = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < UNITS; i++) {
                double mean = 0;
                for (int t = 0; t < PERIODS; t++) {
                    mean += time[t] * left[i][t] / 2;
                }
                for (int t = 0; t < PERIODS; t++) {
                    left[i][t] -= mean;
                }
            }
            for (int t = 0; t < PERIODS; t++) {
                double mean = 0;
                for (int i = 0; i < UNITS; i++) {
                    mean += unit[i] * left[i][t] / 2;
                }
                for (int i = 0; i < UNITS; i++) {
                    left[i][t] -= mean;
                }
            }
        }
        return left;
    }

    /**
     * At the minimum the gap is 0 (Karush, Kuhn and Tucker). Short of it no other weights are lower by more than the gap, and after K
     * steps that is at most 27 C / 4 (K + 2), C being the curvature (Jaggi 2013, theorem 2).
     */
    @Test
    void weightsAreCloseToTheMinimum() {
        double[][] y = outcomes(4);
        double[][] past = IntStream.range(0, UNITS - 1)
                .mapToObj(i -> Arrays.copyOf(y[i], BEFORE))
                .toArray(double[][]::new);
        double[] target = Arrays.copyOf(y[UNITS - 1], BEFORE);
        for (Intercept intercept : Intercept.values()) {
            double zeta = 0.5;
            SimplexSearch.Weights found = SimplexSearch.reference().find(past, target, intercept, zeta, 1);
            double[] w = found.values();
            double[][] columns = intercept.centred(past, target);
            double value = criterion(columns, w, zeta);
            double most = 0;
            for (double[] a : columns) {
                for (double[] b : columns) {
                    double[] apart = new double[BEFORE];
                    Arrays.setAll(apart, t -> a[t] - b[t]);
                    most = Math.max(most, Arrays.stream(apart).map(v -> v * v).sum() / BEFORE);
                }
            }
            assertThat(found.gap()).isLessThan(6.75 * 2 * (most + 2 * zeta * zeta) / (found.steps() + 2));
            Philox random = new Philox(9, 0, 0);
            for (int draw = 0; draw < 2000; draw++) {
                int from = random.nextInt(w.length);
                int to = random.nextInt(w.length);
                double[] other = w.clone();
                double moved = w[from] * random.nextDouble();
                other[from] -= moved;
                other[to] += moved;
                assertThat(criterion(columns, other, zeta)).isGreaterThan(value - found.gap() - 1e-12);
            }
        }
    }

    private static double criterion(double[][] columns, double[] w, double zeta) {
        double sum = 0;
        int rows = columns[0].length;
        for (int i = 0; i < rows; i++) {
            double mean = 0;
            for (int j = 0; j < w.length; j++) {
                mean += w[j] * columns[j][i];
            }
            sum += mean * mean / rows;
        }
        return sum + zeta * zeta * Arrays.stream(w).map(v -> v * v).sum();
    }

    @Test
    void gapsOfTreatedPeriodsAverageToTheEffect() {
        for (SyntheticWeighting weighting : SyntheticWeighting.values()) {
            SyntheticCohort cohort =
                    of(outcomes(5), last(2), weighting).cohorts().get(0);
            double[] gaps = cohort.gaps();
            double mean = Arrays.stream(gaps, BEFORE, PERIODS).sum() / (PERIODS - BEFORE);
            assertThat(mean).isCloseTo(cohort.effect(), within(1e-12));
        }
    }

    @Test
    void aUnitThatIsAMixOfOthersIsFoundWithItsEffect() {
        double[][] y = outcomes(6);
        for (int t = 0; t < PERIODS; t++) {
            y[UNITS - 1][t] = 0.6 * y[0][t] + 0.4 * y[5][t] + (t >= BEFORE ? 7 : 0);
        }
        Synthesis synthesis = of(y, last(1), SyntheticWeighting.SC);
        assertThat(synthesis.effect()).isCloseTo(7, within(0.05));
        assertThat(synthesis.rmspeBefore()).isLessThan(0.02);
    }

    /** Without effects outcomes are the same whoever is treated, and so the ranks of all choices are 1 to N: p is exact. */
    @ParameterizedTest
    @EnumSource(PlaceboStatistic.class)
    void overAllUnitsThatMightHaveBeenTreatedEveryRankOccursOnce(PlaceboStatistic statistic) {
        double[][] y = outcomes(7);
        double[] p = new double[UNITS];
        for (int i = 0; i < UNITS; i++) {
            int[] start = new int[UNITS];
            Arrays.fill(start, PERIODS);
            start[i] = BEFORE;
            AdoptionPanel panel = panel(y, start);
            PlaceboTest test = new PlaceboTest(SyntheticWeighting.SDID, statistic, 199, SimplexSearch.quick());
            p[i] = test.test(panel, 0, new Philox(1, 0, 3)).pValue();
            assertThat(p[i])
                    .isEqualTo(
                            InSpacePlacebos.of(panel, SyntheticWeighting.SDID, SimplexSearch.quick(), Donors.ALL_OTHERS)
                                    .pValue(statistic));
        }
        Arrays.sort(p);
        for (int i = 0; i < UNITS; i++) {
            assertThat(p[i]).isCloseTo((i + 1.0) / UNITS, within(1e-12));
        }
    }

    /** The jackknife is what leaving out each unit and dividing the other weights by their sum gives. */
    @Test
    void theJackknifeLeavesOutOneUnitAfterTheOther() {
        double[][] y = outcomes(8);
        Synthesis synthesis = of(y, last(4), SyntheticWeighting.SDID);
        CohortWeights weights = synthesis.cohorts().get(0).weights();
        double[] effects = new double[UNITS];
        for (int out = 0; out < UNITS; out++) {
            double left = out < UNITS - 4 ? 1 - weights.omega()[out] : 1;
            double treated = out < UNITS - 4 ? 4 : 3;
            for (int i = 0; i < UNITS; i++) {
                if (i == out) {
                    continue;
                }
                double change = 0;
                for (int t = 0; t < PERIODS; t++) {
                    change += t < BEFORE ? -weights.lambda()[t] * y[i][t] : y[i][t] / (PERIODS - BEFORE);
                }
                effects[out] += i < UNITS - 4 ? -weights.omega()[i] / left * change : change / treated;
            }
        }
        double mean = Arrays.stream(effects).sum() / UNITS;
        double variance =
                Arrays.stream(effects).map(e -> (e - mean) * (e - mean)).sum() * (UNITS - 1) / UNITS;
        Fit fit = SyntheticEffect.standard().estimate(Panels.of(y, last(4)), new Philox(1, 0, 3));
        assertThat(fit.estimate().stdError()).isCloseTo(Math.sqrt(variance), within(1e-10));
        assertThat(fit.estimate().inference().degreesOfFreedom()).isBetween(3.0, 14.0);
    }

    @Test
    void cohortsAverageByTreatedRows() {
        int[] start = last(0);
        start[3] = 6;
        start[7] = 9;
        start[8] = 9;
        Synthesis synthesis = of(outcomes(9), start, SyntheticWeighting.SDID);
        assertThat(synthesis.cohorts()).hasSize(2);
        double expected = (6 * synthesis.cohorts().get(0).effect()
                        + 6 * synthesis.cohorts().get(1).effect())
                / 12;
        assertThat(synthesis.effect()).isCloseTo(expected, within(1e-12));
        int[] alone = start.clone();
        alone[7] = PERIODS;
        alone[8] = PERIODS;
        int[] keep = IntStream.range(0, UNITS).filter(i -> i != 7 && i != 8).toArray();
        double[][] y = outcomes(9);
        assertThat(of(
                                IntStream.of(keep).mapToObj(i -> y[i]).toArray(double[][]::new),
                                IntStream.of(keep).map(i -> alone[i]).toArray(),
                                SyntheticWeighting.SDID)
                        .effect())
                .isCloseTo(synthesis.cohorts().get(0).effect(), within(1e-10));
    }

    @Test
    void draws() {
        for (SyntheticError error : SyntheticError.values()) {
            SyntheticEffect effect = new SyntheticEffect(SyntheticWeighting.SDID, error, 50, SimplexSearch.quick());
            Fit one = effect.estimate(Panels.of(outcomes(10), last(5)), new Philox(1, 0, 3));
            Fit again = effect.estimate(Panels.of(outcomes(10), last(5)), new Philox(1, 0, 3));
            assertThat(again.estimate().stdError()).isEqualTo(one.estimate().stdError());
            // All three estimate the same deviation; with five treated units they agree within a factor of three.
            assertThat(one.estimate().stdError()).isBetween(0.05, 1.0);
        }
    }

    @Test
    void aPlaceboInTimeUsesNothingOfTheTreatedPeriods() {
        double[][] y = outcomes(11);
        Synthesis before =
                InTimePlacebo.of(panel(y, last(2)), SyntheticWeighting.SDID, SimplexSearch.reference(), BEFORE - 3);
        for (double[] row : y) {
            Arrays.fill(row, BEFORE, PERIODS, 1e6);
        }
        y[0][BEFORE] = 0;
        Synthesis after =
                InTimePlacebo.of(panel(y, last(2)), SyntheticWeighting.SDID, SimplexSearch.reference(), BEFORE - 3);
        assertThat(after.effect()).isEqualTo(before.effect());
        assertThat(after.panel().periods()).hasSize(BEFORE);
    }
}
