package assay.sequential;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.util.FastMath;

/**
 * Inference at one look among several, whether the test stops there or not: the repeated confidence interval of Jennison
 * and Turnbull (JRSS B 51, 1989), {@code value +- c_k stdError}, with the critical value of the look for the error 1 - level
 * shared by both sides. The intervals of all looks hold the truth together with probability level; each alone is wider
 * than it need be.
 *
 * <p>The p-value of a value is the smallest error at which the look would reject it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite, the standard error or degrees of
 * freedom are not positive, or the fractions do not fit the design.
 *
 * @param value the estimate at the look
 * @param stdError its standard error
 * @param degreesOfFreedom of Student's t, infinite for the normal distribution
 * @param design whose rule is used; its error and sides are not
 * @param fractions observed information of the looks up to this one
 * @param last whether this look ends the experiment
 */
public record RepeatedInterval(
        double value,
        double stdError,
        double degreesOfFreedom,
        GroupSequentialDesign design,
        List<Double> fractions,
        LastLook last)
        implements Inference {

    private static final double SMALLEST = 1e-12;
    private static final double LARGEST = 1 - 1e-9;

    public RepeatedInterval {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be above 0, not " + degreesOfFreedom);
        }
        fractions = List.copyOf(fractions);
    }

    @Override
    public Interval interval(double level) {
        double critical = critical(1 - Arguments.probability("level", level));
        double half = critical == Double.POSITIVE_INFINITY
                ? critical
                : NormalScore.inverse(critical, degreesOfFreedom) * stdError;
        return new Interval(value - half, value + half);
    }

    @Override
    public double pValue(double nullValue) {
        double z = Math.abs(NormalScore.of(statistic(nullValue), degreesOfFreedom));
        if (z < critical(LARGEST)) {
            return 1;
        }
        if (z >= critical(SMALLEST)) {
            return SMALLEST;
        }
        return FastMath.exp(new BrentSolver(1e-10)
                .solve(
                        100,
                        logError -> Math.min(1e3, critical(FastMath.exp(logError))) - z,
                        FastMath.log(SMALLEST),
                        FastMath.log(LARGEST)));
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }

    private double critical(double error) {
        double[] t = fractions.stream().mapToDouble(Double::doubleValue).toArray();
        List<Boundary> looks = new GroupSequentialDesign(design.rule(), Sides.TWO_SIDED, error)
                .boundariesSoFar(t, last)
                .looks();
        return looks.get(looks.size() - 1).upper();
    }
}
