package assay.certificate;

import assay.Arguments;
import assay.Interval;
import org.apache.commons.math3.util.FastMath;

/**
 * The predictable plug-in empirical-Bernstein confidence sequence for a mean of scores in [0, 1], valid at all sample
 * sizes at once (Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, JRSS B 2024, theorem
 * 2): {@code sum(l_i x_i) / sum(l_i)}, give or take {@code (log(2/a) + sum(4 (x_i - m_i)^2 psi(l_i))) / sum(l_i)}, with
 * {@code psi(l) = (-log(1 - l) - l) / 4} and weights {@code l_i = min(1/2, sqrt(2 log(2/a) / (v_i i log(1 + i))))}. Mean
 * m_i and variance v_i may be anything known before score i.
 */
final class PluginSequence {

    private static final double LARGEST_WEIGHT = 0.5;

    private final double budget;
    private double weights;
    private double weighted;
    private double penalties;

    PluginSequence(double level, double weights, double weighted, double penalties) {
        this.budget = FastMath.log(2 / (1 - Arguments.probability("level", level)));
        this.weights = weights;
        this.weighted = weighted;
        this.penalties = penalties;
    }

    /** Adds score number i, counted from 1, for which mean and variance were guessed. */
    void add(double score, int i, double mean, double variance) {
        double weight =
                Math.min(LARGEST_WEIGHT, FastMath.sqrt(2 * budget / (variance * i * FastMath.log1p((double) i))));
        double error = score - mean;
        weights += weight;
        weighted += weight * score;
        penalties += error * error * (-FastMath.log1p(-weight) - weight);
    }

    Interval interval() {
        if (weights <= 0) {
            return new Interval(0, 1);
        }
        double centre = weighted / weights;
        double radius = (budget + penalties) / weights;
        return new Interval(Math.max(0, centre - radius), Math.min(1, centre + radius));
    }

    double weights() {
        return weights;
    }

    double weighted() {
        return weighted;
    }

    double penalties() {
        return penalties;
    }
}
