package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Mtcars;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.linear.Covariance;
import assay.random.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Metrics against numbers from other software. */
class MetricGoldTest {

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(0, 0, 3));
    }

    private static Sample mtcars(String... covariates) {
        Sample.Builder builder = Sample.builder().outcome("mpg", Mtcars.mpg()).assignment("am", Mtcars.am());
        for (String name : covariates) {
            builder.covariate(name, name.equals("wt") ? Mtcars.wt() : Mtcars.hp());
        }
        return builder.build();
    }

    private static Sample horsepower() {
        return Sample.builder()
                .add(Role.NUMERATOR, "hp", Mtcars.hp())
                .add(Role.DENOMINATOR, "cyl", Mtcars.cyl())
                .assignment("am", Mtcars.am())
                .build();
    }

    // R 4.2.2, mtcars: sum(hp)/sum(cyl) by am, and the variance of the delta method from var() and cov().
    @Test
    void ratioOfHorsepowerToCylinders() {
        Fit fit = fit(RatioMetric.standard(), horsepower());
        assertThat(fit.estimate().value()).isCloseTo(1.91666666667, within(1e-10));
        assertThat(fit.estimate().stdError()).isCloseTo(3.01103100485, within(1e-10));
        assertThat(fit.glance().diagnostics().get("ratio_control")).isCloseTo(23.0681818182, within(1e-9));
        assertThat(fit.glance().diagnostics().get("ratio_treated")).isCloseTo(24.9848484848, within(1e-9));
        // The parts of the variance in the arms, 1.01150297954 and 8.05480473264, through Welch's degrees of freedom.
        double v0 = 1.01150297954;
        double v1 = 8.05480473264;
        assertThat(fit.estimate().inference().degreesOfFreedom())
                .isCloseTo((v1 + v0) * (v1 + v0) / (v1 * v1 / 12 + v0 * v0 / 18), within(1e-8));
    }

    // R 4.2.2: lm(mpg ~ am + wt) for the slope within arms, cov(mpg, wt) / var(wt) for the pooled one.
    @Test
    void cupedWithEitherSlope() {
        Sample sample = mtcars("wt");
        Estimate pooled = fit(new Cuped(Slopes.POOLED, Covariance.HC2), sample).estimate();
        assertThat(pooled.value()).isCloseTo(-0.0122905485473, within(1e-12));
        assertThat(pooled.stdError()).isCloseTo(1.14592253377, within(1e-10));
        Estimate within = fit(Cuped.standard(), sample).estimate();
        double[] am = Mtcars.am();
        assertThat(within.value())
                .isCloseTo(contrast(Mtcars.mpg(), am) + 5.3528114468 * contrast(Mtcars.wt(), am), within(1e-9));
    }

    private static double contrast(double[] values, double[] am) {
        double treated = 0;
        double control = 0;
        for (int i = 0; i < values.length; i++) {
            treated += am[i] * values[i] / 13;
            control += (1 - am[i]) * values[i] / 19;
        }
        return treated - control;
    }

    /** An odd number of values with a given sum and sum of squares. */
    private static double[] values(int n, double sum, double squares) {
        double mean = sum / n;
        double step = Math.sqrt((squares - sum * mean) / (n - 1));
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = i == n - 1 ? mean : mean + (i % 2 == 0 ? step : -step);
        }
        return out;
    }

    private static Sample arms(double[] control, double[] treated) {
        double[] y = Arrays.copyOf(control, control.length + treated.length);
        System.arraycopy(treated, 0, y, control.length, treated.length);
        double[] t = new double[y.length];
        Arrays.fill(t, control.length, y.length, 1);
        return Sample.builder().outcome("y", y).assignment("t", t).build();
    }

    // GrowthBook gbstats, tests of the frequentist engine (given to five digits).
    @Test
    void growthBookMeans() {
        Sample sample = arms(values(3407, 1396.87, 52377.9767), values(3461, 2422.7, 134698.29));
        Estimate absolute = fit(new DifferenceInMeans(), sample).estimate();
        assertThat(absolute.value()).isCloseTo(0.29, within(1e-5));
        assertThat(absolute.stdError()).isCloseTo(0.12478, within(1e-5));
        assertThat(absolute.inference().pValue(0)).isCloseTo(0.02016, within(1e-5));
        close(absolute.inference().interval(0.95), 0.04538, 0.53462, 1e-5);

        Estimate relative = fit(RelativeLift.standard(), sample).estimate();
        assertThat(relative.value()).isCloseTo(0.70732, within(1e-5));
        assertThat(relative.stdError()).isCloseTo(0.37879, within(1e-5));
        // Their degrees of freedom are those of the absolute difference, ours those of the relative variance.
        StudentT theirs = new StudentT(
                relative.value(), relative.stdError(), absolute.inference().degreesOfFreedom());
        close(theirs.interval(0.95), -0.03526, 1.44989, 1e-5);
        assertThat(theirs.pValue(0)).isCloseTo(0.06191, within(1e-5));
        close(relative.inference().interval(0.95), -0.03526, 1.44989, 4e-5);
        assertThat(relative.inference().pValue(0)).isCloseTo(0.06191, within(2e-5));
    }

    // GrowthBook gbstats: 14 of 28 against 16 of 30, the variance p (1 - p).
    @Test
    void growthBookProportions() {
        double[] control = new double[28];
        double[] treated = new double[30];
        Arrays.fill(control, 0, 14, 1);
        Arrays.fill(treated, 0, 16, 1);
        Sample sample = arms(control, treated);
        Estimate relative = fit(new RelativeLift(Measure.MEAN, ArmVariance.BINOMIAL), sample)
                .estimate();
        assertThat(relative.value()).isCloseTo(0.06667, within(1e-5));
        double p0 = 0.5;
        double p1 = 16 / 30.0;
        double v0 = p0 * (1 - p0) / 28;
        double v1 = p1 * (1 - p1) / 30;
        double welch = (v1 + v0) * (v1 + v0) / (v1 * v1 / 29 + v0 * v0 / 27);
        StudentT theirs = new StudentT(relative.value(), relative.stdError(), welch);
        close(theirs.interval(0.95), -0.47767, 0.61101, 1e-5);
        assertThat(theirs.pValue(0)).isCloseTo(0.80707, within(1e-5));
    }

    // GrowthBook gbstats: the 0.9 quantile, 11,054 and 10,861 rows, half-widths of the arms' 95 % intervals.
    @Test
    void growthBookQuantiles() {
        double z = 1.959963984540054;
        // Their variances of the arms are over n where the widths of the arms' own intervals are over n - 1.
        double v0 = .0592073 * .0592073 / (z * z) * 11053 / 11054;
        double v1 = .0526939 * .0526939 / (z * z) * 10860 / 10861;
        Estimate estimate = QuantileEffect.difference("1 - 0", 7.694499927525767, 7.157987489967789, v1, v0);
        assertThat(estimate.value()).isCloseTo(0.5365124375579775, within(1e-14));
        // The half-widths are known to seven digits.
        close(estimate.inference().interval(0.95), 0.4572559589115422, 0.6157689162044128, 1e-7);
    }

    private static void close(Interval interval, double lower, double upper, double tolerance) {
        assertThat(interval.lower()).isCloseTo(lower, within(tolerance));
        assertThat(interval.upper()).isCloseTo(upper, within(tolerance));
    }

    /** Ranks by hand: n 100, p .5, 1.96 sqrt(25) = 9.8, so ranks 40 and 60 of 1 to 100: 20 / 20 * 5. */
    @Test
    void quantileOfConsecutiveNumbers() {
        double[] control = new double[100];
        double[] treated = new double[100];
        Arrays.setAll(control, i -> i + 1);
        Arrays.setAll(treated, i -> 2.0 * (i + 1));
        Fit fit = fit(new QuantileEffect(0.5, RandomisationUnit.ROW), arms(control, treated));
        assertThat(fit.estimate().value()).isCloseTo(50.5, within(1e-12));
        assertThat(fit.estimate().stdError()).isCloseTo(Math.sqrt(25 + 100), within(1e-12));
        // Definition 8: place (100 + 1/3) .9 + 1/3 = 90.6333.
        assertThat(fit(QuantileEffect.standard(), arms(control, treated))
                        .glance()
                        .diagnostics()
                        .get("quantile_control"))
                .isCloseTo(90 + 19 / 30.0, within(1e-12));
    }
}
