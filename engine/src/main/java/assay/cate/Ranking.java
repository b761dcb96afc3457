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

    int[] order() {
        return order;
    }

    /** Where the block of equal priorities that starts at a place ends. */
    int end(int place) {
        return end[place];
    }
}
