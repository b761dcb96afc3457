package assay.rounds;

import org.apache.commons.math3.util.FastMath;

/**
 * Evidence against stationarity in one segment, from the rows of the floors. In each round the mean of an arm is compared with its mean
 * over the rounds before, {@code (Ybar_r - Ybar_<r) / (s sqrt(1 / n_r + 1 / n_<r))}: recursive residuals, which under stationarity are
 * independent standard normal from round to round for large cells (Brown, Durbin and Evans, JRSS B 37, 1975), as no result moves the
 * chances of the floors. They are read K ways: the level of all arms together, weighted by precision, and each arm less control. Each
 * way is an e-process: {@code e_r = exp(k z^2 / (2 (1 + k))) / sqrt(1 + k)} has mean 1, and the product from round j on, averaged
 * over the rounds j at which drift may begin, starts at 1 and is a martingale. Their average is below 1 / alpha in all rounds with
 * probability at least 1 - alpha. Mutable; not thread-safe.
 */
final class DriftProcess {

    private static final double SPREAD = 5;

    /** Rows that the variance of the segment is worth beside an arm's own. */
    private static final double WORTH = 10;

    /** Farther than this, a residual is as good as certain, and its e-value may not overflow. */
    private static final double FARTHEST = 30;

    private final int segment;
    private final int starts;
    private final Moments[] past;
    private final double[] begun;
    private int compared;

    DriftProcess(int segment, int arms, int starts) {
        this.segment = segment;
        this.starts = starts;
        this.past = new Moments[arms];
        for (int k = 0; k < arms; k++) {
            past[k] = new Moments();
        }
        this.begun = new double[arms];
    }

    /** Takes a round in, and returns the value of the process after it. */
    double close(RoundTotals totals) {
        boolean first = true;
        for (Moments arm : past) {
            first &= arm.n() == 0;
        }
        if (!first && compared < starts) {
            compared++;
            double[] z = residuals(totals);
            for (int way = 0; way < z.length; way++) {
                double e = FastMath.exp(SPREAD * z[way] * z[way] / (2 * (1 + SPREAD))) / Math.sqrt(1 + SPREAD);
                // An unknown residual says nothing.
                begun[way] = (begun[way] + 1.0 / starts) * (Double.isNaN(z[way]) ? 1 : e);
            }
        }
        for (int k = 0; k < past.length; k++) {
            past[k].add(totals.floors(segment, k));
        }
        return value();
    }

    private double value() {
        double sum = 0;
        for (double way : begun) {
            sum += way;
        }
        double waiting = starts == 0 ? 1 : 1 - compared / (double) starts;
        return waiting + sum / begun.length;
    }

    private double[] residuals(RoundTotals totals) {
        double squares = 0;
        double degrees = 0;
        for (int k = 0; k < past.length; k++) {
            Moments now = totals.floors(segment, k);
            squares += now.squares() + past[k].squares();
            degrees += Math.max(0, now.n() - 1) + Math.max(0, past[k].n() - 1);
        }
        double common = squares / Math.max(1, degrees);
        double[] z = new double[past.length];
        double[] difference = new double[past.length];
        double[] variance = new double[past.length];
        double precision = 0;
        double level = 0;
        for (int k = 0; k < past.length; k++) {
            Moments now = totals.floors(segment, k);
            if (now.n() == 0 || past[k].n() == 0) {
                variance[k] = Double.NaN;
                continue;
            }
            double own = (now.squares() + past[k].squares() + WORTH * common) / (now.n() + past[k].n() - 2 + WORTH);
            difference[k] = now.mean() - past[k].mean();
            variance[k] = own * (1.0 / now.n() + 1.0 / past[k].n());
            if (variance[k] > 0) {
                precision += 1 / variance[k];
                level += difference[k] / variance[k];
            }
        }
        z[0] = level / Math.sqrt(precision);
        for (int k = 1; k < z.length; k++) {
            z[k] = (difference[k] - difference[0]) / Math.sqrt(variance[k] + variance[0]);
        }
        for (int way = 0; way < z.length; way++) {
            z[way] = Math.max(-FARTHEST, Math.min(FARTHEST, z[way]));
        }
        return z;
    }
}
