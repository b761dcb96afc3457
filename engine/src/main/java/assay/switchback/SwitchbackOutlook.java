package assay.switchback;

import assay.Arguments;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What to expect of a design and an estimator in one market, by tossing the coins many times over outcomes that a plan supposes.
 *
 * <p>The outcome of period t is {@code baseline_t + response_0 z_t + response_1 z_{t-1} + ...}, the market having been in the arm of
 * its first block before. The effect of treatment kept up is the sum of the responses.
 *
 * @param effect that sum
 * @param bias mean of the estimates less the effect
 * @param rootMeanSquare root of the mean squared error
 * @param coverage share of 95 % intervals that hold the effect
 * @param power share of tests at 5 % that find one
 * @param draws how many designs were drawn; a share p is off by about {@code sqrt(p (1 - p) / draws)}
 */
public record SwitchbackOutlook(
        double effect, double bias, double rootMeanSquare, double coverage, double power, int draws) {

    private static final double LEVEL = 0.95;

    /**
     * Simulates.
     *
     * @param design when the coin is tossed
     * @param estimator the analysis
     * @param baseline outcome of each period without treatment, such as a month of history; T numbers
     * @param response what treatment adds now, one period later, and so on; at least one number
     * @param draws designs to draw, at least 2
     * @param random the only source of randomness
     * @return the outlook; draws that cannot be analysed count as estimates of 0 that find nothing
     * @throws IllegalArgumentException if lengths do not fit
     */
    public static SwitchbackOutlook of(
            SwitchbackDesign design,
            Estimator<Fit> estimator,
            double[] baseline,
            double[] response,
            int draws,
            RandomGenerator random) {
        Arguments.atLeast("draws", draws, 2);
        if (baseline.length != design.horizon() || response.length == 0) {
            throw new IllegalArgumentException("baseline must have " + design.horizon() + " periods, not "
                    + baseline.length + ", and the response at least one");
        }
        double effect = Arrays.stream(response).sum();
        double sum = 0;
        double squares = 0;
        int covered = 0;
        int found = 0;
        for (int r = 0; r < draws; r++) {
            double[] arm = design.draw(random, 0.5);
            try {
                Estimate e = estimator
                        .estimate(sample(design, arm, baseline, response), random)
                        .estimate();
                Interval interval = e.inference().interval(LEVEL);
                sum += e.value() - effect;
                squares += (e.value() - effect) * (e.value() - effect);
                covered += interval.contains(effect) ? 1 : 0;
                found += e.inference().pValue(0) < 1 - LEVEL ? 1 : 0;
            } catch (EstimationException e) {
                sum -= effect;
                squares += effect * effect;
            }
        }
        return new SwitchbackOutlook(
                effect,
                sum / draws,
                Math.sqrt(squares / draws),
                covered / (double) draws,
                found / (double) draws,
                draws);
    }

    private static Sample sample(SwitchbackDesign design, double[] arm, double[] baseline, double[] response) {
        double[] y = baseline.clone();
        double[] time = new double[y.length];
        int[] of = design.blockOfPeriod();
        double[] block = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            time[t] = t + 1;
            block[t] = of[t] + 1;
            for (int k = 0; k < response.length; k++) {
                y[t] += response[k] * arm[Math.max(0, t - k)];
            }
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", arm)
                .add(Role.TIME, "period", time)
                .add(Role.BLOCK, "block", block)
                .build();
    }
}
