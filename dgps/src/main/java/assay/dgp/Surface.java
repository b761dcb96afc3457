package assay.dgp;

import org.apache.commons.math3.util.FastMath;

/** How the outcome under control depends on the covariates. */
public enum Surface {
    /** {@code 1.2 x0 - 0.8 x1 + 0.5 x2}. */
    LINEAR {
        @Override
        double at(double x0, double x1, double x2) {
            return 1.2 * x0 - 0.8 * x1 + 0.5 * x2;
        }

        @Override
        double[] over(double[] x0, double[] x1, double[] x2) {
            double[] values = new double[x0.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = 1.2 * x0[i] - 0.8 * x1[i] + 0.5 * x2[i];
            }
            return values;
        }
    },
    /** {@code 2 sin(1.5 x0) + x1^2 + 1.5 x0 x1}. */
    NONLINEAR {
        @Override
        double at(double x0, double x1, double x2) {
            return 2 * FastMath.sin(1.5 * x0) + x1 * x1 + 1.5 * x0 * x1;
        }
    };

    /** The expected outcome under control. */
    abstract double at(double x0, double x1, double x2);

    /** The expected outcome under control, unit by unit. */
    double[] over(double[] x0, double[] x1, double[] x2) {
        double[] values = new double[x0.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = at(x0[i], x1[i], x2[i]);
        }
        return values;
    }
}
