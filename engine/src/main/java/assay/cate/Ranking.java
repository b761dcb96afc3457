package assay.cate;

import org.jspecify.annotations.Nullable;

/** Rows by falling priority, and what follows from treating the first of them. */
final class Ranking {

    private final Pooled pooled;
    private final int[] order;
    /** Where the block of equal priorities that starts at a place ends. */
    private final int[] end;

    Ranking(Pooled pooled) {
        this.pooled = pooled;
        int[] rising = Priorities.order(pooled.priority);
        int n = rising.length;
        order = new int[n];
        for (int k = 0; k < n; k++) {
            order[k] = rising[n - 1 - k];
        }
        end = new int[n];
        for (int k = n - 1; k >= 0; k--) {
            boolean tied = k + 1 < n && pooled.priority[order[k]] == pooled.priority[order[k + 1]];
            end[k] = tied ? end[k + 1] : k + 1;
        }
    }

    /**
     * AUTOC, QINI and the curve at some shares, over the rows whose unit is in, or over all. Within a block of equal priorities the
     * mean score of the block stands for each row.
     */
    double[] areas(boolean @Nullable [] in, double[] shares) {
        int n = order.length;
        double[] out = new double[2 + shares.length];
        double total = 0;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            double w = weight(i, in);
            total += w;
            mean += w * pooled.score[i];
        }
        mean /= total;
        double before = 0;
        double sum = 0;
        int share = 0;
        for (int a = 0; a < n; a = end[a]) {
            double inside = 0;
            double score = 0;
            for (int k = a; k < end[a]; k++) {
                double w = weight(order[k], in);
                inside += w;
                score += w * (pooled.score[order[k]] - mean);
            }
            if (inside == 0) {
                continue;
            }
            double average = score / inside;
            while (share < shares.length && shares[share] * total <= before + inside) {
                double top = shares[share] * total;
                out[2 + share++] = (sum + (top - before) * average) / top;
            }
            double upTo = before;
            for (int k = a; k < end[a]; k++) {
                double w = weight(order[k], in);
                if (w > 0) {
                    upTo += w;
                    double toc = (sum + (upTo - before) * average) / upTo;
                    out[0] += w * toc;
                    out[1] += w * upTo / total * toc;
                }
            }
            before += inside;
            sum += score;
        }
        out[0] /= total;
        out[1] /= total;
        return out;
    }

    private double weight(int row, boolean @Nullable [] in) {
        return in == null || in[pooled.units.cluster(row)] ? pooled.weight[row] : 0;
    }

    /** The share of each row that is treated when the top share of the weight is. */
    void treated(double share, double[] out) {
        double left = share * pooled.units.total();
        for (int a = 0; a < order.length; a = end[a]) {
            double inside = 0;
            for (int k = a; k < end[a]; k++) {
                inside += pooled.weight[order[k]];
            }
            double part = inside > 0 ? Math.max(0, Math.min(1, left / inside)) : 0;
            for (int k = a; k < end[a]; k++) {
                out[order[k]] = part;
            }
            left -= inside;
        }
    }

    /**
     * The multipliers a of the scores, summing to 0 over the weights w, with which an area is {@code sum of w a score / sum of w}.
     * Within a block of equal priorities they are averaged.
     */
    double[] multipliers(RateWeighting weighting) {
        int n = order.length;
        double total = pooled.units.total();
        double[] places = new double[n];
        double above = 0;
        for (int k = 0; k < n; k++) {
            above += pooled.weight[order[k]];
            double step = weighting == RateWeighting.AUTOC ? (above > 0 ? 1 / above : 0) : 1 / total;
            places[k] = pooled.weight[order[k]] * step;
        }
        for (int k = n - 2; k >= 0; k--) {
            places[k] += places[k + 1];
        }
        double[] out = new double[n];
        double mean = 0;
        for (int a = 0; a < n; a = end[a]) {
            double inside = 0;
            double sum = 0;
            for (int k = a; k < end[a]; k++) {
                inside += pooled.weight[order[k]];
                sum += pooled.weight[order[k]] * places[k];
            }
            for (int k = a; k < end[a]; k++) {
                out[order[k]] = inside > 0 ? sum / inside : 0;
            }
            mean += sum / total;
        }
        for (int i = 0; i < n; i++) {
            out[i] -= mean;
        }
        return out;
    }
}
