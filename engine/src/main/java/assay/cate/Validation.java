package assay.cate;

import assay.Clusters;
import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Estimator;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Which rows an effect surface is judged on, and what the models that are judged have seen. */
public enum Validation {
    /**
     * The surface is learned from one half of the units and judged on the other half, whose scores are learned within that half. What
     * is judged is then fixed, so that tests and intervals need no more than independent units.
     */
    HONEST_SPLIT(2),
    /**
     * Five folds in a random order: fold k is judged by a surface of folds 1 to k - 1, with scores learned from folds 1 to k. The
     * errors of the folds are then uncorrelated, as each has mean zero given those before (Wager, Sequential validation of treatment
     * heterogeneity, 2024). Uses four fifths of the rows and fits five surfaces.
     */
    SEQUENTIAL(5),
    /**
     * Each row by the surface that has not seen the row, as one cross-fitted or out-of-bag fit gives. Judges all rows with one fit, but
     * the rows that a surface has seen judge the others: the errors are dependent, and neither tests nor intervals hold what they say.
     * With equal effects, 600 rows and an out-of-bag forest, the 95 % interval of the highest less the lowest fifth held 0 in 76 % of 500
     * samples, and in 96 % on an honest split.
     */
    CROSS_FITTED(1);

    private final int folds;

    Validation(int folds) {
        this.folds = folds;
    }

    /**
     * Learns and predicts.
     *
     * @param learner learns effects
     * @param sample the sample
     * @param random the only source of randomness
     * @return one part for each surface that is judged
     * @throws EstimationException if a fold has too few units of an arm, or the learner refuses
     */
    public List<HeldOut> parts(Estimator<CateFit> learner, Sample sample, RandomGenerator random) {
        if (this == CROSS_FITTED) {
            return List.of(HeldOut.all(learner.estimate(sample, random)));
        }
        sample.require(learner.needs());
        Sample numeric = encoded(sample);
        double[][] columns = numeric.covariates().columns();
        int[][] rows = deal(sample, random);
        List<HeldOut> parts = new ArrayList<>();
        int[] past = rows[0];
        CateModel model = learner.estimate(numeric.rows(past), random).model();
        for (int k = 1; k < folds; k++) {
            int[] seen = this == HONEST_SPLIT ? new int[0] : past;
            int[] present = join(seen, rows[k]);
            CateFit fit = learner.estimate(numeric.rows(present), random);
            double[] all = new double[sample.size()];
            model.predict(columns, rows[k], all, null);
            parts.add(new HeldOut(judged(fit, model, seen.length, rows[k], all), rows[k]));
            past = present;
            model = fit.model();
        }
        return parts;
    }

    /** Levels that a part of the rows lacks must not change the columns. */
    private static Sample encoded(Sample sample) {
        Covariates covariates = sample.covariates();
        Column[] columns = new Column[covariates.count()];
        for (int j = 0; j < columns.length; j++) {
            columns[j] =
                    new Column.Numeric(covariates.names().get(j), covariates.columns()[j]);
        }
        return columns.length == 0 ? sample : sample.with(Role.COVARIATE, columns);
    }

    private static CateFit judged(CateFit fit, CateModel model, int from, int[] rows, double[] effects) {
        int n = rows.length;
        double[] picked = new double[n];
        for (int i = 0; i < n; i++) {
            picked[i] = effects[rows[i]];
        }
        OrthogonalScores s = fit.scores();
        int to = from + n;
        int[] cluster = s.cluster();
        double[] weight = s.weight();
        OrthogonalScores scores = new OrthogonalScores(
                Arrays.copyOfRange(s.outcome(), from, to),
                Arrays.copyOfRange(s.arm(), from, to),
                Arrays.copyOfRange(s.propensity(), from, to),
                Arrays.copyOfRange(s.treated(), from, to),
                Arrays.copyOfRange(s.control(), from, to),
                cluster == null ? null : Arrays.copyOfRange(cluster, from, to),
                weight == null ? null : Arrays.copyOfRange(weight, from, to));
        return new CateFit(picked, null, new boolean[n], scores, model, fit.glance(), fit.cautions());
    }

    /** Units to folds at random, whole clusters where there are some, else within each arm. */
    private int[][] deal(Sample sample, RandomGenerator random) {
        if (!sample.has(Role.CLUSTER)) {
            double[] arm = TwoArms.of(sample).indicator();
            CrossFit plan = CrossFit.split(
                    folds, Folds.STRATIFIED_BY_ARM, sample.covariates().columns(), sample.outcome(), arm, random);
            int[][] rows = new int[folds][];
            for (int k = 0; k < folds; k++) {
                rows[k] = enough(plan.fold(k), sample.size());
            }
            return rows;
        }
        Clusters clusters = Clusters.of(sample);
        int units = clusters.count();
        int[] shuffled = new int[units];
        for (int u = 0; u < units; u++) {
            shuffled[u] = u;
        }
        for (int i = units - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int swap = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swap;
        }
        int[] fold = new int[units];
        for (int u = 0; u < units; u++) {
            fold[shuffled[u]] = u % folds;
        }
        return rows(fold, clusters.of());
    }

    private int[] enough(int[] rows, int size) {
        if (rows.length < Priorities.FEWEST) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    size + " rows leave " + rows.length + " in one of " + folds
                            + " folds, too few to learn or judge by.",
                    "Collect more data.");
        }
        return rows;
    }

    private int[][] rows(int[] fold, int[] unit) {
        int[][] rows = new int[folds][];
        for (int k = 0; k < folds; k++) {
            int[] in = new int[unit.length];
            int count = 0;
            for (int i = 0; i < unit.length; i++) {
                if (fold[unit[i]] == k) {
                    in[count++] = i;
                }
            }
            rows[k] = enough(Arrays.copyOf(in, count), unit.length);
        }
        return rows;
    }

    private static int[] join(int[] a, int[] b) {
        int[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }
}
