package assay.sequential;

import assay.distribution.NormalDistribution;
import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.util.FastMath;

/**
 * The joint law of the statistics of a group-sequential test that has not stopped yet: {@code S_k = Z_k sqrt(t_k)} is Brownian
 * motion with a drift at times t_k, kept between the boundaries of the looks so far (Armitage, McPherson and Rowe 1969;
 * Jennison and Turnbull, Group Sequential Methods, 2000, chapter 19).
 *
 * <p>The sub-density of S at the last look is held without drift on Gauss-Legendre nodes in panels no wider than a few
 * standard deviations of the step before and the step after, where the integrand is close to a polynomial. A drift mu
 * multiplies it by {@code exp(mu s - mu^2 t / 2)}, so that one law serves all drifts. Immutable.
 */
final class CanonicalLaw {

    /** Standard deviations of the finer of two steps that a panel of 16 nodes spans: errors stay below 1e-10. */
    private static final double PANEL = 8;

    private static final double INVERSE_SQRT_2PI = 0.3989422804014327;
    private static final double[] POINTS;
    private static final double[] WEIGHTS;

    static {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(16);
        POINTS = new double[rule.getNumberOfPoints()];
        WEIGHTS = new double[POINTS.length];
        for (int i = 0; i < POINTS.length; i++) {
            POINTS[i] = rule.getPoint(i);
            WEIGHTS[i] = rule.getWeight(i);
        }
    }

    private final double time;
    private final double reach;
    private final double panel;
    private final double[] nodes;
    private final double[] mass;

    private CanonicalLaw(double time, double reach, double panel, double[] nodes, double[] mass) {
        this.time = time;
        this.reach = reach;
        this.panel = panel;
        this.nodes = nodes;
        this.mass = mass;
    }

    /** Before the first look. */
    static CanonicalLaw start() {
        return start(16, PANEL);
    }

    /**
     * Before the first look, with a grid of one's own.
     *
     * @param reach how many standard deviations of S the grid spans where there is no boundary
     * @param panel width of a panel in standard deviations of a step
     */
    static CanonicalLaw start(double reach, double panel) {
        return new CanonicalLaw(0, reach, panel, new double[] {0}, new double[] {1});
    }

    /** The chance to have come so far and to find Z at or above a value at a time. */
    double above(double t, double z, double drift) {
        return tail(t, z, drift, 1);
    }

    /** The chance to have come so far and to find Z at or below a value at a time. */
    double below(double t, double z, double drift) {
        return tail(t, z, drift, -1);
    }

    private double tail(double t, double z, double drift, int sign) {
        if (Double.isInfinite(z)) {
            return z * sign > 0 ? 0 : remaining(drift);
        }
        double step = t - time;
        double scale = sign / Math.sqrt(step);
        double from = z * Math.sqrt(t) - drift * step;
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double m = tilted(i, drift);
            if (m > 0) {
                sum += m * NormalDistribution.survival((from - nodes[i]) * scale);
            }
        }
        return sum;
    }

    /** The chance to have come so far. */
    double remaining(double drift) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += tilted(i, drift);
        }
        return sum;
    }

    /** The sub-density of Z at a time. */
    double density(double t, double z, double drift) {
        double step = t - time;
        double from = z * Math.sqrt(t) - drift * step;
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double d = from - nodes[i];
            sum += tilted(i, drift) * FastMath.exp(-0.5 * d * d / step);
        }
        return sum * INVERSE_SQRT_2PI * Math.sqrt(t / step);
    }

    private double tilted(int i, double drift) {
        return drift == 0 ? mass[i] : mass[i] * FastMath.exp(drift * (nodes[i] - 0.5 * drift * time));
    }

    /**
     * The law after a look that did not stop.
     *
     * @param t time of the look
     * @param lower lower boundary for Z, may be infinite
     * @param upper upper boundary for Z, may be infinite
     * @param next time of the look after
     */
    CanonicalLaw after(double t, double lower, double upper, double next) {
        double root = Math.sqrt(t);
        double low = Math.max(lower, -reach) * root;
        double high = Math.min(upper, reach) * root;
        if (!(low < high)) {
            return new CanonicalLaw(t, reach, panel, new double[] {0}, new double[] {0});
        }
        double step = t - time;
        int panels = (int) Math.ceil((high - low) / (panel * Math.sqrt(Math.min(step, next - t))));
        double half = 0.5 * (high - low) / panels;
        double[] to = new double[panels * POINTS.length];
        double[] weighted = new double[to.length];
        for (int p = 0; p < panels; p++) {
            double centre = low + (2.0 * p + 1) * half;
            for (int i = 0; i < POINTS.length; i++) {
                int at = p * POINTS.length + i;
                to[at] = centre + half * POINTS[i];
                weighted[at] = half * WEIGHTS[i] * flow(to[at], step);
            }
        }
        return new CanonicalLaw(t, reach, panel, to, weighted);
    }

    /** The sub-density of S one step on, without drift. */
    private double flow(double s, double step) {
        // Beyond 38 standard deviations a step adds nothing that a double could hold.
        double window = 38 * Math.sqrt(step);
        int first = Arrays.binarySearch(nodes, s - window);
        double sum = 0;
        for (int i = first < 0 ? -first - 1 : first; i < nodes.length && nodes[i] <= s + window; i++) {
            double d = s - nodes[i];
            sum += mass[i] * FastMath.exp(-0.5 * d * d / step);
        }
        return sum * INVERSE_SQRT_2PI / Math.sqrt(step);
    }
}
