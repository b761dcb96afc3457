package assay.rounds;

import assay.EstimationException;
import assay.Problem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows of one round as they were observed: in which segment and cell a visitor was, which arm it got and with which chances, what
 * was known of it before, and its outcome. There is no place for what would have happened under another arm: truth is another type, and
 * lives in worlds.
 *
 * <p>Arrays are shared with whoever built the log and must not be written to.
 */
public final class RoundLog {

    private final int round;
    private final int[] segment;
    private final Cell[] cell;
    private final int[] arm;
    private final double[][] propensities;
    private final double[][] covariates;
    private final double[] outcome;

    /**
     * A log.
     *
     * @param round the round, from 0
     * @param segment for each row its segment, from 0
     * @param cell for each row its cell
     * @param arm for each row its arm, 0 for control
     * @param propensities for each arm the chance of each row to get it
     * @param covariates for each covariate its values
     * @param outcome for each row its outcome
     * @throws IllegalArgumentException if columns differ in length, or there is no row
     * @throws EstimationException if an outcome or a covariate is not finite
     */
    public RoundLog(
            int round,
            int[] segment,
            Cell[] cell,
            int[] arm,
            double[][] propensities,
            double[][] covariates,
            double[] outcome) {
        this.round = round;
        this.segment = segment;
        this.cell = cell;
        this.arm = arm;
        this.propensities = propensities;
        this.covariates = covariates;
        this.outcome = outcome;
        int rows = outcome.length;
        if (rows == 0) {
            throw new IllegalArgumentException("a log has at least one row");
        }
        same("segment", segment.length, rows);
        same("cell", cell.length, rows);
        same("arm", arm.length, rows);
        for (double[] column : propensities) {
            same("propensity", column.length, rows);
        }
        for (double[] column : covariates) {
            same("covariate", column.length, rows);
            finite("covariate", column);
        }
        finite("outcome", outcome);
    }

    private static void same(String what, int length, int rows) {
        if (length != rows) {
            throw new IllegalArgumentException(what + " has " + length + " rows, the outcome " + rows);
        }
    }

    private static void finite(String what, double[] column) {
        for (int i = 0; i < column.length; i++) {
            if (!Double.isFinite(column[i])) {
                throw new EstimationException(
                        Problem.NOT_FINITE,
                        "The " + what + " of row " + (i + 1) + " is " + column[i] + ".",
                        "Leave the row out, or mend it: means take every row in.");
            }
        }
    }

    /**
     * The round.
     *
     * @return from 0
     */
    public int round() {
        return round;
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int size() {
        return outcome.length;
    }

    /**
     * The number of arms.
     *
     * @return those that have a propensity
     */
    public int arms() {
        return propensities.length;
    }

    /**
     * The segment of a row.
     *
     * @param row from 0
     * @return from 0
     */
    public int segment(int row) {
        return segment[row];
    }

    /**
     * The cell of a row.
     *
     * @param row from 0
     * @return the cell
     */
    public Cell cell(int row) {
        return cell[row];
    }

    /**
     * The arm of a row.
     *
     * @param row from 0
     * @return 0 for control
     */
    public int arm(int row) {
        return arm[row];
    }

    /**
     * The chance of a row to get an arm.
     *
     * @param row from 0
     * @param of the arm
     * @return in (0, 1)
     */
    public double propensity(int row, int of) {
        return propensities[of][row];
    }

    /**
     * The outcome of a row.
     *
     * @param row from 0
     * @return finite
     */
    public double outcome(int row) {
        return outcome[row];
    }

    /**
     * The covariates.
     *
     * @return for each covariate its values; shared, not to be written to
     */
    public double[][] covariates() {
        return covariates;
    }

    /**
     * The covariates of a row.
     *
     * @param row from 0
     * @param out where they go, one place for each covariate
     */
    void visitor(int row, double[] out) {
        for (int j = 0; j < covariates.length; j++) {
            out[j] = covariates[j][row];
        }
    }

    /** The same rows with segments that were found later. */
    RoundLog in(Segmentation segmentation) {
        int[] found = new int[size()];
        double[] x = new double[covariates.length];
        for (int i = 0; i < found.length; i++) {
            visitor(i, x);
            found[i] = segmentation.segment(x);
        }
        return new RoundLog(round, found, cell, arm, propensities, covariates, outcome);
    }

    /** The rows of several logs, as one of the round of the first. */
    static RoundLog joined(List<RoundLog> logs) {
        if (logs.size() == 1) {
            return logs.get(0);
        }
        RoundLog first = logs.get(0);
        int rows = logs.stream().mapToInt(RoundLog::size).sum();
        int[] segment = new int[rows];
        Cell[] cell = new Cell[rows];
        int[] arm = new int[rows];
        double[][] propensities = new double[first.propensities.length][rows];
        double[][] covariates = new double[first.covariates.length][rows];
        double[] outcome = new double[rows];
        int at = 0;
        for (RoundLog log : logs) {
            int size = log.size();
            System.arraycopy(log.segment, 0, segment, at, size);
            System.arraycopy(log.cell, 0, cell, at, size);
            System.arraycopy(log.arm, 0, arm, at, size);
            System.arraycopy(log.outcome, 0, outcome, at, size);
            for (int k = 0; k < propensities.length; k++) {
                System.arraycopy(log.propensities[k], 0, propensities[k], at, size);
            }
            for (int j = 0; j < covariates.length; j++) {
                System.arraycopy(log.covariates[j], 0, covariates[j], at, size);
            }
            at += size;
        }
        return new RoundLog(first.round, segment, cell, arm, propensities, covariates, outcome);
    }

    /**
     * The digest of the content: what tells a log from another, and a log that comes twice from two.
     *
     * @return SHA-256 in hexadecimal
     */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer row = ByteBuffer.allocate(16 + 8 * (1 + propensities.length + covariates.length));
            for (int i = 0; i < outcome.length; i++) {
                row.clear();
                row.putInt(round).putInt(segment[i]).putInt(cell[i].number()).putInt(arm[i]);
                row.putDouble(outcome[i]);
                for (double[] column : propensities) {
                    row.putDouble(column[i]);
                }
                for (double[] column : covariates) {
                    row.putDouble(column[i]);
                }
                digest.update(row.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
