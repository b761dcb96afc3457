package assay.streamed;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Regression adjustment with interactions (Lin, Ann. Appl. Stat. 7, 2013) of any number of rows: coefficients from means and
 * cross-products, then HC2 in one more pass. It is {@link assay.experiment.Lin} with the same digits but few.
 *
 * <p>The effect is {@code a1 - a0}, where {@code a} is what an arm's own regression predicts at the mean m of the covariates of all
 * rows. With {@code S} the cross-products of an arm's n rows, a row has the leverage {@code h = 1/n + (x - x_a)' S^-1 (x - x_a)} and the
 * multiplier {@code l = 1/n + (m - x_a)' S^-1 (x - x_a)}, and HC2 is the sum of {@code l^2 e^2 / (1 - h)} over the rows of both arms,
 * e their residuals. The estimand is the average effect in these rows.
 *
 * <p>Not thread-safe.
 */
public final class StreamedLin {

    private final List<String> outcomes;
    private final List<String> covariates;
    private final int[] places;
    private final Arm[] arms = new Arm[2];
    private final long rows;

    /** One arm's regressions. */
    private static final class Arm {

        private final double n;
        private final double[] centre;
        private final double[][] whitener;
        private final double[] towards;
        private final double[] outcomeMeans;
        private final double[][] slopes;
        private final double[] predicted;
        private final double[] squares;

        Arm(ArmStatistics arm, int[] covariates, int[] outcomes, double[] overall) {
            int k = covariates.length;
            this.n = arm.rows();
            this.centre = new double[k];
            double[] gap = new double[k];
            for (int j = 0; j < k; j++) {
                centre[j] = arm.mean(covariates[j]);
                gap[j] = overall[j] - centre[j];
            }
            double[][] l = Whitening.factor(arm, covariates);
            this.whitener = Whitening.inverse(l);
            this.towards = Whitening.solve(l, gap);
            this.outcomeMeans = new double[outcomes.length];
            this.slopes = new double[outcomes.length][];
            this.predicted = new double[outcomes.length];
            this.squares = new double[outcomes.length];
            for (int o = 0; o < outcomes.length; o++) {
                double[] cross = new double[k];
                for (int j = 0; j < k; j++) {
                    cross[j] = arm.crossProduct(covariates[j], outcomes[o]);
                }
                outcomeMeans[o] = arm.mean(outcomes[o]);
                slopes[o] = Whitening.solve(l, cross);
                predicted[o] = outcomeMeans[o];
                for (int j = 0; j < k; j++) {
                    predicted[o] += slopes[o][j] * towards[j];
                }
            }
        }
    }

    /**
     * The regressions of both arms.
     *
     * @param statistics of outcomes and covariates
     * @param outcomes one or more of its columns
     * @param covariates one or more of its columns
     * @throws EstimationException if no covariate varies in both arms, or an arm has no more rows than coefficients
     */
    public StreamedLin(TwoArmStatistics statistics, List<String> outcomes, List<String> covariates) {
        this.outcomes = List.copyOf(outcomes);
        int[] wanted = covariates.stream().mapToInt(statistics::place).toArray();
        this.places = Whitening.usable(statistics, wanted);
        if (places.length == 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "No covariate varies in both arms, so that there is nothing to adjust for.",
                    "Report the difference in means.");
        }
        long fewest = Math.min(statistics.treated().rows(), statistics.control().rows());
        if (fewest <= places.length + 1) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "An arm has " + fewest + " rows for " + (places.length + 1) + " coefficients.",
                    "Name fewer covariates or collect more rows.");
        }
        this.rows = statistics.rows();
        double[] overall = new double[places.length];
        List<String> used = new ArrayList<>();
        for (int j = 0; j < places.length; j++) {
            overall[j] =
                    (statistics.treated().mean(places[j]) * statistics.treated().rows()
                                    + statistics.control().mean(places[j])
                                            * statistics.control().rows())
                            / rows;
            used.add(statistics.columns().get(places[j]));
        }
        this.covariates = List.copyOf(used);
        int[] ys = outcomes.stream().mapToInt(statistics::place).toArray();
        arms[0] = new Arm(statistics.control(), places, ys, overall);
        arms[1] = new Arm(statistics.treated(), places, ys, overall);
    }

    /**
     * The covariates that are used.
     *
     * @return all but those that others determine
     */
    public List<String> covariates() {
        return covariates;
    }

    /**
     * Adds rows to HC2.
     *
     * @param count how many
     * @param arm 1 for treated, 0 for control
     * @param covariateColumns the columns of {@link #covariates()}
     * @param outcomeColumns the outcomes in their order
     */
    public void add(int count, double[] arm, double[][] covariateColumns, double[][] outcomeColumns) {
        int k = places.length;
        double[] x = new double[k];
        for (int i = 0; i < count; i++) {
            Arm own = arms[arm[i] > 0.5 ? 1 : 0];
            for (int j = 0; j < k; j++) {
                x[j] = covariateColumns[j][i] - own.centre[j];
            }
            add(own, x, i, outcomeColumns);
        }
    }

    private static void add(Arm own, double[] x, int i, double[][] outcomeColumns) {
        int k = x.length;
        double leverage = 1 / own.n;
        double multiplier = leverage;
        double[] residual = new double[outcomeColumns.length];
        for (int o = 0; o < residual.length; o++) {
            residual[o] = outcomeColumns[o][i] - own.outcomeMeans[o];
        }
        for (int a = 0; a < k; a++) {
            double[] row = own.whitener[a];
            double z = 0;
            for (int b = 0; b <= a; b++) {
                z += row[b] * x[b];
            }
            leverage += z * z;
            multiplier += z * own.towards[a];
            for (int o = 0; o < residual.length; o++) {
                residual[o] -= z * own.slopes[o][a];
            }
        }
        double factor = multiplier * multiplier / Math.max(1 - leverage, Double.MIN_NORMAL);
        for (int o = 0; o < residual.length; o++) {
            own.squares[o] += factor * residual[o] * residual[o];
        }
    }

    /**
     * The adjusted effect on an outcome, after all rows have been added.
     *
     * @param outcome its name
     * @return with HC2 and Student's t of n - 2 (k + 1) degrees of freedom
     * @throws EstimationException if the covariates predict the outcome without error
     */
    public Estimate effect(String outcome) {
        int o = outcomes.indexOf(outcome);
        double variance = arms[0].squares[o] + arms[1].squares[o];
        if (!(variance > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The covariates predict outcome '" + outcome + "' without error.",
                    "A covariate is a copy of the outcome: leave it out.");
        }
        return Estimate.studentT(
                Estimand.SATE,
                outcome,
                arms[1].predicted[o] - arms[0].predicted[o],
                Math.sqrt(variance),
                rows - 2.0 * (places.length + 1));
    }

    /**
     * What an arm's regression predicts for rows.
     *
     * @param treated 1 for treated, 0 for control
     * @param outcome its name
     * @param count how many rows
     * @param covariateColumns the columns of {@link #covariates()}
     * @param out where predictions are stored
     */
    public void predict(int treated, String outcome, int count, double[][] covariateColumns, double[] out) {
        Arm own = arms[treated];
        int o = outcomes.indexOf(outcome);
        int k = places.length;
        double[] slope = new double[k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b <= a; b++) {
                slope[b] += own.slopes[o][a] * own.whitener[a][b];
            }
        }
        for (int i = 0; i < count; i++) {
            double value = own.outcomeMeans[o];
            for (int j = 0; j < k; j++) {
                value += slope[j] * (covariateColumns[j][i] - own.centre[j]);
            }
            out[i] = value;
        }
    }
}
