package assay.sensitivity;

import assay.Arguments;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** The adjusted estimate, or its t statistic, over a grid of strengths. Arrays are shared and must not be written to. */
public final class Contour {

    private final double[] treatment;
    private final double[] outcome;
    private final double[][] values;

    private Contour(double[] treatment, double[] outcome, double[][] values) {
        this.treatment = treatment;
        this.outcome = outcome;
        this.values = values;
    }

    /**
     * Shares of the treatment.
     *
     * @return increasing from 0, the shared array
     */
    public double[] treatment() {
        return treatment;
    }

    /**
     * Shares of the outcome.
     *
     * @return increasing from 0, the shared array
     */
    public double[] outcome() {
        return outcome;
    }

    /**
     * The quantity.
     *
     * @return by share of the outcome, then of the treatment; the shared array
     */
    public double[][] values() {
        return values;
    }

    /** What is drawn over the strengths. */
    public enum Quantity {
        /** The adjusted estimate. */
        ESTIMATE,
        /** Its t statistic. */
        STATISTIC
    }

    /**
     * Computes a grid.
     *
     * @param regression the coefficient
     * @param quantity what of
     * @param mostTreatment largest share of the treatment, in (0, 1)
     * @param mostOutcome largest share of the outcome, in (0, 1)
     * @param points along each axis, at least 2
     * @return the grid, a confounder having made the estimate too large in size
     */
    public static Contour of(
            OmittedVariable regression, Quantity quantity, double mostTreatment, double mostOutcome, int points) {
        Arguments.probability("largest share of the treatment", mostTreatment);
        Arguments.probability("largest share of the outcome", mostOutcome);
        Arguments.atLeast("points", points, 2);
        double[] d = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            d[i] = mostTreatment * i / (points - 1);
            y[i] = mostOutcome * i / (points - 1);
        }
        double[][] values = new double[points][points];
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                AdjustedEstimate adjusted = regression.adjusted(new Strength(d[j], y[i]));
                values[i][j] = quantity == Quantity.ESTIMATE ? adjusted.value() : adjusted.statistic();
            }
        }
        return new Contour(d, y, values);
    }

    /**
     * The line along which the adjusted estimate has a value: {@code R2_Y = c^2 (1 - R2_D) / R2_D}, c being the distance of the
     * value from the estimate over {@code s sqrt(f)}.
     *
     * @param regression the coefficient
     * @param value the value
     * @param mostTreatment largest share of the treatment, in (0, 1)
     * @param mostOutcome largest share of the outcome, in (0, 1]
     * @return strengths by increasing share of the treatment; empty if none within the limits has it
     */
    public static List<Strength> line(
            OmittedVariable regression, double value, double mostTreatment, double mostOutcome) {
        double c = FastMath.abs(regression.value() - Arguments.finite("value", value))
                / (regression.stdError() * FastMath.sqrt(regression.degreesOfFreedom()));
        boolean towards = (regression.value() - value) * (regression.value() < 0 ? -1 : 1) > 0;
        // Where the share of the outcome is at its limit.
        double first = c * c / (c * c + mostOutcome);
        List<Strength> line = new ArrayList<>();
        if (!towards || !(first < mostTreatment)) {
            return line;
        }
        int points = 120;
        for (int i = 0; i <= points; i++) {
            double d = first + (mostTreatment - first) * i / points;
            line.add(new Strength(d, FastMath.min(1, c * c * (1 - d) / d)));
        }
        return line;
    }
}
