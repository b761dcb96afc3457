package assay.incrementality;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.Locale;

/**
 * A column, in both arms, that marks the units among whom an effect is to be compared: those who would have been shown the
 * advertisement (ghost ads), who were shown a placebo in its stead, or who were predicted to be.
 *
 * <p>It must not depend on the arm. That is tested by the z test of equal shares, and refused below p = 0.001, as a sample
 * ratio is: an arm in which more are marked than in the other has other units among them.
 */
final class ExposureLog {

    /** Below this p-value the arms are not comparable; as strict as a test of the sample ratio. */
    static final double ALPHA = 0.001;

    private final String name;
    private final double[] marked;
    private final int treated;
    private final int control;
    private final double z;

    private ExposureLog(String name, double[] marked, int treated, int control, double z) {
        this.name = name;
        this.marked = marked;
        this.treated = treated;
        this.control = control;
        this.z = z;
    }

    /** Reads the column in the role of the stratum. */
    static ExposureLog of(AdSample rows) {
        Sample sample = rows.sample();
        double[] marked = AdSample.binary(sample.column(Role.STRATUM), "the log of who would be exposed");
        double[] indicator = rows.arms().indicator();
        int one = 0;
        int zero = 0;
        for (int i = 0; i < marked.length; i++) {
            if (marked[i] == 1) {
                if (indicator[i] == 1) {
                    one++;
                } else {
                    zero++;
                }
            }
        }
        double n1 = rows.arms().treated();
        double n0 = rows.arms().control();
        double p = (one + zero) / (n1 + n0);
        double spread = Math.sqrt(p * (1 - p) * (1 / n1 + 1 / n0));
        double z = spread > 0 ? (one / n1 - zero / n0) / spread : 0;
        return new ExposureLog(sample.column(Role.STRATUM).name(), marked, one, zero, z);
    }

    /** Refuses a log in which arms differ by more than chance, or that marks fewer than two units of an arm. */
    ExposureLog require(AdSample rows) {
        if (treated < 2 || control < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "Column '" + name + "' marks " + treated + " units of the treated and " + control
                            + " of the control arm; a comparison among them needs two of each.",
                    treated >= 2
                            ? "Ghost ads must be logged in the control arm too; without them use cace-delta, which needs no log."
                            : "Check the column.");
        }
        if (pValue() < ALPHA) {
            throw new EstimationException(
                    Problem.POST_TREATMENT,
                    String.format(
                            Locale.ROOT,
                            "Column '%s' marks %.4g %% of the treated and %.4g %% of the control arm (p = %.2g): the mark depends"
                                    + " on the arm, so that marked units of the arms are not comparable.",
                            name,
                            100.0 * treated / rows.arms().treated(),
                            100.0 * control / rows.arms().control(),
                            pValue()),
                    "Log it at the same point of both arms, before they differ; until then use cace-delta, which needs no log.");
        }
        return this;
    }

    /** The p-value of equal shares in both arms. */
    double pValue() {
        return Math.min(1, 2 * NormalDistribution.survival(Math.abs(z)));
    }

    String name() {
        return name;
    }

    double share() {
        return (treated + control) / (double) marked.length;
    }

    boolean holds(int row) {
        return marked[row] == 1;
    }

    /** The rows that are marked. */
    int[] rows() {
        int[] rows = new int[treated + control];
        int k = 0;
        for (int i = 0; i < marked.length; i++) {
            if (marked[i] == 1) {
                rows[k++] = i;
            }
        }
        return rows;
    }
}
