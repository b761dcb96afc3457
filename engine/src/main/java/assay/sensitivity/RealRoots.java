package assay.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** Real roots of polynomials of degree 3 or less. */
final class RealRoots {

    private static final double NEGLIGIBLE = 1e-14;

    private RealRoots() {}

    /**
     * The real roots.
     *
     * @param coefficients from the constant up
     * @param scale a size that roots are comparable with, above 0
     * @return increasing
     */
    static double[] of(double[] coefficients, double scale) {
        double[] scaled = coefficients.clone();
        double largest = 0;
        double power = 1;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= power;
            power *= scale;
            largest = FastMath.max(largest, FastMath.abs(scaled[i]));
        }
        int degree = scaled.length - 1;
        while (degree > 0 && FastMath.abs(scaled[degree]) <= NEGLIGIBLE * largest) {
            degree--;
        }
        double[] kept = Arrays.copyOf(scaled, degree + 1);
        return roots(kept).stream().mapToDouble(x -> x * scale).sorted().toArray();
    }

    /** Between the turning points of a polynomial it has one root at most. */
    private static List<Double> roots(double[] a) {
        int degree = a.length - 1;
        if (degree == 0) {
            return List.of();
        }
        double reach = 0;
        double[] slope = new double[degree];
        for (int i = 0; i < degree; i++) {
            reach = FastMath.max(reach, FastMath.abs(a[i] / a[degree]));
            slope[i] = (i + 1) * a[i + 1];
        }
        List<Double> ends = new ArrayList<>(List.of(-1 - reach));
        ends.addAll(roots(slope));
        ends.add(1 + reach);
        List<Double> found = new ArrayList<>();
        for (int i = 0; i + 1 < ends.size(); i++) {
            double low = ends.get(i);
            double high = ends.get(i + 1);
            double atLow = value(a, low);
            double atHigh = value(a, high);
            if (atHigh == 0) {
                found.add(high);
            } else if (atLow != 0 && atLow < 0 != atHigh < 0) {
                found.add(between(a, low, high, atLow));
            }
        }
        return found;
    }

    private static double between(double[] a, double from, double to, double atFrom) {
        double low = from;
        double high = to;
        for (int i = 0; i < 200; i++) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (value(a, middle) < 0 == atFrom < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + (high - low) / 2;
    }

    private static double value(double[] a, double x) {
        double sum = 0;
        for (int i = a.length - 1; i >= 0; i--) {
            sum = sum * x + a[i];
        }
        return sum;
    }
}
