package assay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.HypothesisTest;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;

/**
 * Golden numbers: base R 4.2.2 on a panel by formula, {@code colMeans}, {@code cov(Y1)/20 + cov(Y0)/20}, {@code t.test} of the units'
 * means and of their slopes by {@code lm}, and Gauss-Newton steps of minimum distance to the last digit.
 */
class DynamicEffectsTest {

    private static final int UNITS = 40;
    private static final int PERIODS = 6;

    private static Sample panel(double first, double departure) {
        int rows = UNITS * PERIODS;
        double[] y = new double[rows];
        double[] t = new double[rows];
        double[] unit = new double[rows];
        double[] time = new double[rows];
        for (int i = 1, row = 0; i <= UNITS; i++) {
            for (int k = 0; k < PERIODS; k++, row++) {
                t[row] = i % 2;
                unit[row] = i;
                time[row] = first * (i % 3) + k;
                y[row] = FastMath.sin(i)
                        + 0.05 * k * FastMath.cos(3.0 * i)
                        + 0.3 * FastMath.sin(1.3 * i * (k + 1))
                        + t[row] * (0.5 + departure * FastMath.exp(-0.7 * k));
            }
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.UNIT, "unit", unit)
                .add(Role.TIME, "day", time)
                .build();
    }

    private static Fit fit(Sample sample) {
        return DynamicEffects.standard().estimate(sample, new Philox(1, 0, 3));
    }

    @Test
    void effectsByPeriodAreThoseOfR() {
        double[] effects = {
            2.50336960469296, 1.56278396859253, 1.01493487970077, 0.77494961166018, 0.66391289458043, 0.63415453341383
        };
        double[] errors = {
            0.24003123632914, 0.24112539643941, 0.24262766795148, 0.24849626289162, 0.24554796618299, 0.24812383814189
        };
        Fit fit = fit(panel(0, 2));
        assertThat(fit.terms()).hasSize(8);
        for (int k = 0; k < PERIODS; k++) {
            Estimate one = fit.terms().get(k + 1);
            assertThat(one.term()).isEqualTo("period " + k);
            assertThat(one.value()).isCloseTo(effects[k], within(1e-12));
            assertThat(one.stdError()).isCloseTo(errors[k], within(1e-12));
        }
        Estimate mean = fit.estimate();
        assertThat(mean.value()).isCloseTo(1.19235091544012, within(1e-12));
        assertThat(mean.stdError()).isCloseTo(0.23524234454609, within(1e-12));
        assertThat(mean.inference().degreesOfFreedom()).isCloseTo(37.97820439299956, within(1e-9));
        Estimate sum = fit.terms().get(7);
        assertThat(sum.value()).isCloseTo(6 * mean.value(), within(1e-12));
        assertThat(sum.stdError()).isCloseTo(6 * mean.stdError(), within(1e-12));
        assertThat(fit.cautions()).extracting(c -> c.code()).containsExactly("effect-changes");
    }

    @Test
    void theTrendIsThatOfTheUnitsOwnSlopes() {
        HypothesisTest test = NoveltyTest.standard().estimate(panel(0, 2), new Philox(1, 0, 3));
        assertThat(test.glance().diagnostics().get("trend")).isCloseTo(-3.5093353847064e-01, within(1e-12));
        assertThat(test.glance().diagnostics().get("trend_std_error")).isCloseTo(1.9931572302678e-02, within(1e-12));
        assertThat(test.degreesOfFreedom()).isCloseTo(3.4068463748806e+01, within(1e-9));
        assertThat(test.pValue()).isCloseTo(1.1129629964430e-18, within(1e-9 * 1.1129629964430e-18));
    }

    @Test
    void theLongRunIsThatOfMinimumDistance() {
        Fit fit = LongRunEffect.standard().estimate(panel(0, 2), new Philox(1, 0, 3));
        assertThat(fit.estimate().value()).isCloseTo(0.55574501056599, within(1e-7));
        assertThat(fit.estimate().stdError()).isCloseTo(0.25188260979810, within(1e-7));
        assertThat(fit.glance().diagnostics().get("half_life")).isCloseTo(0.99739698255477, within(1e-7));
        assertThat(fit.glance().diagnostics().get("distance")).isCloseTo(0.59377874695602, within(1e-9));
    }

    /** A constant effect is no trend whatever its size, to the last bits. */
    @Test
    void aConstantEffectMovesNoTrend() {
        Sample none = panel(0, 0);
        double[] y = none.outcome().clone();
        double[] t = none.numeric(Role.ASSIGNMENT);
        for (int i = 0; i < y.length; i++) {
            y[i] += 100 * t[i];
        }
        Sample shifted = none.with(Role.OUTCOME, new Column.Numeric("y", y));
        double before =
                NoveltyTest.standard().estimate(none, new Philox(1, 0, 3)).pValue();
        assertThat(NoveltyTest.standard().estimate(shifted, new Philox(1, 0, 3)).pValue())
                .isCloseTo(before, within(1e-9));
        assertThatThrownBy(() -> LongRunEffect.standard().estimate(shifted, new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED))
                .hasMessageContaining("does not change with the time since exposure");
    }

    /** Time counts from when each unit was first seen. */
    @Test
    void unitsThatEnterLaterAreComparedAtTheSameExposure() {
        assertThat(fit(panel(2, 2)).terms()).isEqualTo(fit(panel(0, 2)).terms());
    }

    /** Half of the arms leave after four periods: the covariance of the rest is what their rows say. */
    @Test
    void unitsThatLeaveAreSaid() {
        Sample whole = panel(0, 2);
        int[] kept = IntStream.range(0, whole.size())
                .filter(row -> row % PERIODS < 4 || row / PERIODS < 20)
                .toArray();
        Fit fit = fit(whole.rows(kept));
        assertThat(fit.terms().subList(1, 5))
                .extracting(Estimate::value)
                .isEqualTo(fit(whole).terms().subList(1, 5).stream()
                        .map(Estimate::value)
                        .toList());
        Fit few = fit(whole.rows(IntStream.range(0, 20 * PERIODS).toArray()));
        assertThat(fit.terms().get(6).stdError()).isCloseTo(few.terms().get(6).stdError(), within(1e-12));
        assertThat(fit.cautions())
                .anySatisfy(c -> assertThat(c.message()).contains("Of 40 units 20 were seen in the last period"));
    }

    /** Intervals of all periods at once are wider than each by itself and narrower than Bonferroni's. */
    @Test
    void bandsLieBetweenPointwiseAndBonferroni() {
        Fit fit = fit(panel(0, 2));
        for (Estimate one : fit.terms().subList(1, 7)) {
            double df = one.inference().degreesOfFreedom();
            double half = one.inference().interval(0.95).width() / 2 / one.stdError();
            assertThat(half)
                    .isGreaterThan(assay.distribution.StudentDistribution.quantile(0.975, df))
                    .isLessThan(assay.distribution.StudentDistribution.quantile(1 - 0.025 / 6, df) * 1.02);
        }
    }

    private static void refused(Sample sample, Problem problem, String... says) {
        assertThatThrownBy(() -> fit(sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContainingAll(says);
    }

    @Test
    void brokenPanelsHaveTheirMessages() {
        Sample sample = panel(0, 2);
        double[] t = sample.numeric(Role.ASSIGNMENT).clone();
        t[3] = 0;
        refused(
                sample.with(Role.ASSIGNMENT, new Column.Numeric("t", t)),
                Problem.MIXED_CLUSTER,
                "Unit '1' of column 'unit'",
                "column 't'");
        double[] time = sample.numeric(Role.TIME).clone();
        time[1] = 0;
        refused(
                sample.with(Role.TIME, new Column.Numeric("day", time)),
                Problem.UNBALANCED_PANEL,
                "Unit '1'",
                "two rows for time 0");
        refused(
                sample.rows(IntStream.range(0, UNITS).map(i -> i * PERIODS).toArray()),
                Problem.UNBALANCED_PANEL,
                "one period in column 'day'");
        time[1] = 1;
        time[5] = 17;
        refused(sample.with(Role.TIME, new Column.Numeric("day", time)), Problem.TOO_FEW_ROWS, "17 after its first");
        refused(sample.with(Role.UNIT), Problem.MISSING_ROLE, "unit");
        Sample few = sample.rows(IntStream.range(0, sample.size())
                .filter(row -> row % PERIODS < 4)
                .toArray());
        assertThatThrownBy(() -> LongRunEffect.standard().estimate(few, new Philox(1, 0, 3)))
                .hasMessageContaining("4 periods since exposure cannot tell");
    }
}
