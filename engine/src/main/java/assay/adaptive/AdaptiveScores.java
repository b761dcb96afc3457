package assay.adaptive;

/**
 * Augmented inverse-propensity scores of a log, {@code m(a) + 1(arm = a) (y - m(a)) / e(a)} for each row and arm, with the recorded
 * propensity e and the mean m of the arm over earlier batches: each is unbiased for the mean of the arm given all that went before,
 * whatever m is. Where an arm has no earlier rows, m is the mean over arms; in the first batch it is that of the other rows of the
 * batch, arm by arm. A row before which there is nothing at all does not count.
 */
final class AdaptiveScores {

    private final AdaptiveLog log;
    private final double[] scores;
    /** Rows that do not count: none, or the first one. */
    private final int skipped;

    AdaptiveScores(AdaptiveLog log) {
        this.log = log;
        int k = log.arms().size();
        this.scores = new double[log.size() * k];
        double[] sums = new double[k];
        double[] counts = new double[k];
        this.skipped = log.start(1) == 1 ? 1 : 0;
        for (int b = 0; b < log.batches(); b++) {
            int from = log.start(b);
            int to = log.start(b + 1);
            if (b == 0) {
                first(to);
            } else {
                later(from, to, sums, counts);
            }
            for (int i = from; i < to; i++) {
                sums[log.arm(i)] += log.outcome(i);
                counts[log.arm(i)]++;
            }
        }
    }

    private void first(int to) {
        int k = log.arms().size();
        double[] sums = new double[k];
        double[] counts = new double[k];
        double all = 0;
        for (int i = 0; i < to; i++) {
            sums[log.arm(i)] += log.outcome(i);
            counts[log.arm(i)]++;
            all += log.outcome(i);
        }
        for (int i = skipped; i < to; i++) {
            int own = log.arm(i);
            double y = log.outcome(i);
            for (int a = 0; a < k; a++) {
                double sum = a == own ? sums[a] - y : sums[a];
                double count = a == own ? counts[a] - 1 : counts[a];
                double mean = count > 0 ? sum / count : (all - y) / (to - 1);
                scores[i * k + a] = a == own ? mean + (y - mean) / log.propensity(i, a) : mean;
            }
        }
    }

    private void later(int from, int to, double[] sums, double[] counts) {
        int k = sums.length;
        double[] means = new double[k];
        double sum = 0;
        for (double s : sums) {
            sum += s;
        }
        for (int a = 0; a < k; a++) {
            means[a] = counts[a] > 0 ? sums[a] / counts[a] : sum / from;
        }
        for (int i = from; i < to; i++) {
            int own = log.arm(i);
            System.arraycopy(means, 0, scores, i * k, k);
            scores[i * k + own] += (log.outcome(i) - means[own]) / log.propensity(i, own);
        }
    }

    double score(int place, int of) {
        return scores[place * log.arms().size() + of];
    }

    /** The first row that counts. */
    int from() {
        return skipped;
    }
}
