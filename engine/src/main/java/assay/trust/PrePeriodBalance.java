package assay.trust;

import assay.trust.TrustFinding.Consequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether the arms were alike before the experiment, in all that is known of units at once: the multivariate rank test of Puri and Sen
 * (Nonparametric Methods in Multivariate Analysis, 1971, section 5.4), {@code sum over arms of n_k r_k' V^-1 r_k} of mean centred ranks
 * r_k, which for one column is that of Kruskal and Wallis. Its law is that of random assignment itself, whatever the columns are
 * distributed like, and approximately chi-squared on {@code rank(V) (arms - 1)} degrees of freedom. A column of which the others leave
 * less than {@value #RANK} of its variance is left out.
 */
record PrePeriodBalance() implements TrustCheck {

    static final double RANK = 1e-9;

    /** Units in the smallest arm for each column. */
    private static final int FEWEST = 10;

    private static final CheckCard CARD = new CheckCard(
            "pre-period-balance",
            Consequence.INVALIDATES,
            "The arms differed before anybody was treated, so that assignment was not random or somebody is missing. Compare the"
                    + " columns one by one, and find what chose the arm.");

    @Override
    public TrustFinding check(Study study) {
        Map<String, double[]> histories = study.log().histories();
        if (histories.isEmpty()) {
            return CARD.notApplicable("Nothing is logged of the time before.");
        }
        int[] unitArms = study.unitArms();
        List<double[]> scores = new ArrayList<>();
        for (double[] values : histories.values()) {
            scores.add(Ranks.centred(study.unitMeans(values)));
        }
        int q = scores.size();
        long[] units = new long[study.arms()];
        double[][] sums = new double[study.arms()][q];
        double[][] v = new double[q][q];
        for (int i = 0; i < unitArms.length; i++) {
            units[unitArms[i]]++;
            for (int a = 0; a < q; a++) {
                double score = scores.get(a)[i];
                sums[unitArms[i]][a] += score;
                for (int b = 0; b <= a; b++) {
                    v[a][b] += score * scores.get(b)[i];
                }
            }
        }
        for (long count : units) {
            if (count < (long) FEWEST * q) {
                return CARD.notApplicable(
                        "An arm has " + count + " units, too few to compare " + q + " columns of the time before.");
            }
        }
        for (double[] row : v) {
            for (int b = 0; b < q; b++) {
                row[b] /= unitArms.length - 1.0;
            }
        }
        return judge(study, v, sums, units);
    }

    /** Cholesky by columns: the statistic is the sum of squares of the solved means. */
    private static TrustFinding judge(Study study, double[][] v, double[][] sums, long[] units) {
        int q = v.length;
        double[][] root = new double[q][q];
        boolean[] used = new boolean[q];
        int rank = 0;
        for (int a = 0; a < q; a++) {
            double left = v[a][a];
            for (int b = 0; b < a; b++) {
                if (used[b]) {
                    double cross = v[a][b];
                    for (int c = 0; c < b; c++) {
                        cross -= root[a][c] * root[b][c];
                    }
                    root[a][b] = cross / root[b][b];
                    left -= root[a][b] * root[a][b];
                }
            }
            if (left > RANK * v[a][a]) {
                root[a][a] = Math.sqrt(left);
                used[a] = true;
                rank++;
            }
        }
        if (rank == 0) {
            return CARD.notApplicable("All units have the same history.");
        }
        double statistic = 0;
        for (int k = 0; k < sums.length; k++) {
            double[] solved = new double[q];
            for (int a = 0; a < q; a++) {
                if (used[a]) {
                    double value = sums[k][a];
                    for (int b = 0; b < a; b++) {
                        value -= root[a][b] * solved[b];
                    }
                    solved[a] = value / root[a][a];
                    statistic += solved[a] * solved[a] / units[k];
                }
            }
        }
        int df = rank * (sums.length - 1);
        double p = Gamma.regularizedGammaQ(df / 2.0, statistic / 2);
        return CARD.tested(
                "all",
                statistic,
                p,
                study.alpha(),
                "Ranks of " + rank + " columns of the time before: chi-squared "
                        + String.format(java.util.Locale.ROOT, "%.2f", statistic) + " on " + df
                        + " degrees of freedom; p "
                        + Figures.p(p) + ".");
    }
}
