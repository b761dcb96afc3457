package assay.cate;

import assay.Caution;
import assay.EstimationException;
import assay.Glance;
import assay.Problem;
import assay.forest.CausalForest;
import assay.forest.CausalForestModel;
import assay.forest.ForestData;
import assay.forest.ForestOptions;
import assay.forest.RegressionForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One fit of a {@link CausalForestLearner}. */
final class CausalForestRun {

    private static final double MAX_OUTSIDE = 0.10;
    private static final double EDGE = 0.10;
    private static final int FEW_TREES = 1000;

    private final CausalForestLearner learner;
    private final CausalForestData data;
    private final ForestData features;
    private final Map<String, Double> diagnostics = new TreeMap<>();
    private final List<Caution> cautions = new ArrayList<>();

    CausalForestRun(CausalForestLearner learner, CausalForestData data) {
        this.learner = learner;
        this.data = data;
        this.features = ForestData.of(data.columns).withClusters(data.cluster).withWeights(data.weight);
    }

    CateFit fit(RandomGenerator random) {
        int size = data.size();
        double[] marginal = withoutRow(data.outcome, random);
        double[] propensity = data.known != null ? data.known : held(withoutRow(data.arm, random));
        double[] outcome = new double[size];
        double[] treatment = new double[size];
        for (int i = 0; i < size; i++) {
            outcome[i] = data.outcome[i] - marginal[i];
            treatment[i] = data.arm[i] - propensity[i];
        }
        CausalForestModel forest = new CausalForest(learner.options()).fit(features, outcome, treatment, random);
        double[] effects = new double[size];
        double[] variances = new double[size];
        forest.outOfBag(effects, variances);
        double[] control = new double[size];
        double[] treated = new double[size];
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(effects[i])) {
                throw tooFewTrees("effect", i);
            }
            control[i] = marginal[i] - propensity[i] * effects[i];
            treated[i] = control[i] + effects[i];
        }
        OrthogonalScores scores =
                new OrthogonalScores(data.outcome, data.arm, propensity, treated, control, data.cluster, data.weight);
        double[] importance = forest.importance();
        boolean[] interior = interior(importance);
        report(interior);
        Stretch stretch = Stretch.NONE;
        if (learner.recalibration() == Recalibration.LINEAR) {
            CausalForestSurface plain = new CausalForestSurface(forest, stretch);
            stretch = Stretch.of(new CateFit(effects, variances, interior, scores, plain, glance(), cautions));
            stretch.apply(effects, variances, scores);
        }
        diagnostics.put("stretch", stretch.slope());
        return new CateFit(
                effects, variances, interior, scores, new CausalForestSurface(forest, stretch), glance(), cautions);
    }

    private double[] withoutRow(double[] response, RandomGenerator random) {
        ForestOptions options = learner.options().withTrees(learner.trees()).withGroupSize(1);
        double[] predicted = new double[data.size()];
        new RegressionForest(options).fit(features, response, random).outOfBag(predicted, null);
        for (int i = 0; i < predicted.length; i++) {
            if (!Double.isFinite(predicted[i])) {
                throw tooFewTrees("nuisance", i);
            }
        }
        return predicted;
    }

    private EstimationException tooFewTrees(String what, int row) {
        return new EstimationException(
                Problem.TOO_FEW_ROWS,
                "No tree can predict the " + what + " of row " + (row + 1)
                        + " without having drawn the row" + (data.cluster == null ? "" : " or another of its cluster")
                        + ", so it cannot be judged out of sample.",
                data.cluster == null ? "Grow more trees." : "Grow more trees, or use a method for few clusters.");
    }

    private double[] held(double[] propensity) {
        double clip = learner.clip();
        int outside = 0;
        double min = 1;
        double max = 0;
        for (int i = 0; i < propensity.length; i++) {
            double e = propensity[i];
            min = Math.min(min, e);
            max = Math.max(max, e);
            if (!(e >= clip && e <= 1 - clip)) {
                outside++;
                propensity[i] = Math.min(Math.max(e, clip), 1 - clip);
            }
        }
        double share = outside / (double) propensity.length;
        diagnostics.put("min_propensity", min);
        diagnostics.put("max_propensity", max);
        diagnostics.put("share_clipped", share);
        if (share > MAX_OUTSIDE) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "%.1f%% of the estimated propensities are outside [%s, %s] (smallest %.3g, largest %.3g): the"
                                    + " covariates nearly determine the treatment, and such rows have no counterpart.",
                            100 * share,
                            clip,
                            1 - clip,
                            min,
                            max),
                    "Restrict the data to where both arms occur, or leave out covariates that only predict treatment.");
        }
        if (share > 0) {
            cautions.add(Caution.of(
                    "propensity-clipped",
                    String.format(
                            Locale.ROOT,
                            "%.2f%% of the propensities were held to [%s, %s], which trades variance for bias.",
                            100 * share,
                            clip,
                            1 - clip)));
        }
        return propensity;
    }

    /** Rows between the outer tenths of every feature that is split on more than its even share; missing counts as inside. */
    private boolean[] interior(double[] importance) {
        boolean[] interior = new boolean[data.size()];
        Arrays.fill(interior, true);
        int matter = 0;
        for (int j = 0; j < importance.length; j++) {
            if (importance[j] * importance.length <= 1) {
                continue;
            }
            matter++;
            double[] column = data.columns[j];
            double[] sorted =
                    Arrays.stream(column).filter(v -> !Double.isNaN(v)).sorted().toArray();
            if (sorted.length == 0) {
                continue;
            }
            double low = sorted[(int) (EDGE * (sorted.length - 1))];
            double high = sorted[(int) Math.ceil((1 - EDGE) * (sorted.length - 1))];
            for (int i = 0; i < column.length; i++) {
                interior[i] &= !(column[i] < low) && !(column[i] > high);
            }
        }
        diagnostics.put("features_that_matter", (double) matter);
        return interior;
    }

    private void report(boolean[] interior) {
        int inside = 0;
        for (boolean in : interior) {
            inside += in ? 1 : 0;
        }
        diagnostics.put("trees", (double) learner.options().trees());
        diagnostics.put("nuisance_trees", (double) learner.trees());
        diagnostics.put("share_interior", inside / (double) interior.length);
        if (learner.options().trees() < FEW_TREES) {
            cautions.add(Caution.of(
                    "few-trees",
                    String.format(
                            Locale.ROOT,
                            "%d trees are few for pointwise variances, which are then wide; %d or more are usual.",
                            learner.options().trees(),
                            FEW_TREES)));
        }
    }

    private Glance glance() {
        int clusters =
                data.cluster == null ? 0 : Arrays.stream(data.cluster).max().orElse(-1) + 1;
        return new Glance(
                "causal-forest",
                "bootstrap of little bags, normal",
                data.size(),
                data.arms.treated(),
                data.arms.control(),
                data.sample.dropped(),
                clusters,
                diagnostics);
    }
}
