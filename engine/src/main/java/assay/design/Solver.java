package assay.design;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/** Roots of the equations of planning. */
final class Solver {

    private static final double RELATIVE = 1e-14;

    private Solver() {}

    /** The root of a continuous function that changes sign between two points. */
    static double root(DoubleUnaryOperator function, double low, double high) {
        return new BrentSolver(RELATIVE, 1e-300, 1e-15).solve(1000, function::applyAsDouble, low, high);
    }
}
