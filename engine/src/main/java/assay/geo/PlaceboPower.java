package assay.geo;

import assay.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Power of a test on regions by placebos in time. A test of the planned length is laid over windows of the past in which no campaign
 * ran; the outcome of the regions to be treated is multiplied by {@code 1 + lift} in the window; and the augmented
 * synthetic control with conformal inference is run as it will be. Power is the share of windows whose p-value is below alpha, or
 * equal to it. With a lift of 0 that share is the size.
 *
 * <p>Windows overlap, so that the share says less than as many independent tests would.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if alpha is not in (0, 1) or a number is below 1.
 *
 * @param estimator how the test will be analysed
 * @param alpha level of the test, in (0, 1)
 * @param duration periods of the test
 * @param windows placebo windows, the last of which ends with the table, each one period before the next
 */
public record PlaceboPower(AugmentedSyntheticControl estimator, double alpha, int duration, int windows) {

    public PlaceboPower {
        Arguments.probability("alpha", alpha);
        Arguments.atLeast("duration", duration, 1);
        Arguments.atLeast("windows", windows, 1);
    }

    /**
     * Power over a range of effects.
     *
     * @param panel a table in which no campaign ran
     * @param treated regions that are to have the campaign
     * @param excluded regions that are neither treated nor controls
     * @param lifts effects as shares of the outcome
     * @return one point for each effect, in their order
     * @throws assay.EstimationException if a region is not in the table, or the past is too short for the test
     */
    public List<PowerPoint> curve(GeoPanel panel, List<String> treated, List<String> excluded, double[] lifts) {
        int periods = panel.calendar().size();
        int[] found = new int[lifts.length];
        double[] estimates = new double[lifts.length];
        for (int w = 0; w < windows; w++) {
            int until = periods - 1 - w;
            GeoTest test = GeoTest.of(panel, treated, excluded, Math.max(0, until - duration + 1), until);
            double[][] controls = test.controlSeries();
            AugmentedFit past = estimator.weights(test);
            for (int k = 0; k < lifts.length; k++) {
                double[] series = test.treatedMean();
                double without = 0;
                double gap = 0;
                for (int t = test.before(); t < series.length; t++) {
                    double added = lifts[k] * series[t];
                    without += series[t] - past.gaps()[t];
                    gap += past.gaps()[t] + added;
                    series[t] += added;
                }
                // Weights are of the past, so that an effect in the window moves the gaps and nothing else.
                estimates[k] += gap / without / windows;
                ConformalInference inference = new ConformalInference(
                        controls, series, past, estimator.model().unitEffects(), estimator.statistic());
                found[k] += inference.pValue(0) <= alpha ? 1 : 0;
            }
        }
        List<PowerPoint> points = new ArrayList<>();
        for (int k = 0; k < lifts.length; k++) {
            points.add(new PowerPoint(lifts[k], (double) found[k] / windows, estimates[k], windows));
        }
        return points;
    }

    /**
     * The smallest effect that is found often enough, and every larger one of the same sign as well.
     *
     * @param points a curve
     * @param power what is enough, in (0, 1)
     * @return the effect of least size, empty where none of the curve is found often enough
     */
    public static OptionalDouble detectable(List<PowerPoint> points, double power) {
        double best = Double.NaN;
        PowerPoint[] bySize = points.stream()
                .filter(point -> point.lift() != 0)
                .sorted((a, b) -> Double.compare(Math.abs(b.lift()), Math.abs(a.lift())))
                .toArray(PowerPoint[]::new);
        for (PowerPoint point : Arrays.asList(bySize)) {
            if (point.power() < power) {
                break;
            }
            best = point.lift();
        }
        return Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best);
    }
}
