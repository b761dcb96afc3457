package assay.cate;

import assay.Arguments;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a surface leans on each covariate: by how much its DR-loss on judged rows grows when the values of the covariate are dealt
 * to the rows at random (Breiman, Machine Learning 45, 2001, with the loss of effects). It is a property of the surface, not of nature:
 * covariates that stand in for each other share it.
 */
public final class Importance {

    private Importance() {}

    /**
     * Permutes each covariate of the judged rows.
     *
     * @param part rows with a model that has not seen any of them, as {@link Validation#HONEST_SPLIT} gives
     * @param covariates the covariates of all rows of the sample, in the order in which the model learned them
     * @param deals how often each is permuted
     * @param key what the permutations are keyed by
     * @return a term for each covariate that the model uses, with the increase in loss and a standard error over rows or clusters
     * @throws EstimationException if the model uses no covariate
     * @throws IllegalArgumentException if there are no deals
     */
    public static Fit permuted(HeldOut part, Covariates covariates, int deals, long key) {
        Arguments.atLeast("deals", deals, 1);
        CateFit fit = part.fit();
        Units units = Units.of(fit.scores());
        int n = fit.size();
        double[] score = fit.scores().doublyRobust();
        double[] own = fit.effects();
        Philox random = new Philox(key, 0, 3);
        List<Estimate> terms = new ArrayList<>();
        List<double[]> influences = new ArrayList<>();
        for (int j = 0; j < covariates.count(); j++) {
            double[] growth = new double[n];
            boolean used = false;
            for (int d = 0; d < deals; d++) {
                double[] effects = predicted(fit.model(), covariates.columns(), part.rows(), j, random);
                for (int i = 0; i < n; i++) {
                    double other = effects[part.rows()[i]];
                    used |= other != own[i];
                    growth[i] += (own[i] - other) * (2 * score[i] - own[i] - other) / deals;
                }
            }
            if (!used) {
                continue;
            }
            double value = units.mean(growth);
            for (int i = 0; i < n; i++) {
                growth[i] = n * units.weight(i) * (growth[i] - value) / units.total();
            }
            influences.add(growth);
            terms.add(units.estimate(Estimand.CATE, covariates.names().get(j), value, growth));
        }
        if (terms.isEmpty()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The surface predicts the same whatever the covariates are, so that it leans on none.",
                    "Report the average effect.");
        }
        Glance glance = new Glance(
                "permutation-importance",
                units.variance("the growth in loss"),
                n,
                fit.glance().treated(),
                fit.glance().control(),
                fit.glance().dropped(),
                units.clustered() ? units.count() : 0,
                Map.of("deals", (double) deals));
        return new Fit(
                terms, glance, fit.cautions(), term -> influences.get(term).clone());
    }

    /**
     * How much of its splitting a causal forest does on each covariate: the weighted share of its splits on the upper levels of the trees,
     * which costs nothing and has no standard error.
     *
     * @param model a surface fitted by {@link CausalForestLearner}
     * @param names the names of the features, in their order
     * @return a share for each name, in the order of the features
     * @throws EstimationException if the surface is not a forest
     * @throws IllegalArgumentException if the number of names is not that of the features
     */
    public static Map<String, Double> splits(CateModel model, List<String> names) {
        if (!(model instanceof CausalForestSurface surface)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Only forests count their splits.",
                    "Use the importance by permutation, which any surface has.");
        }
        double[] shares = surface.forest().importance();
        if (shares.length != names.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + shares.length + " features");
        }
        Map<String, Double> out = new LinkedHashMap<>();
        for (int j = 0; j < shares.length; j++) {
            out.put(names.get(j), shares[j]);
        }
        return out;
    }

    private static double[] predicted(CateModel model, double[][] columns, int[] rows, int feature, Philox random) {
        int[] dealt = rows.clone();
        for (int i = dealt.length - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int swap = dealt[i];
            dealt[i] = dealt[j];
            dealt[j] = swap;
        }
        double[][] changed = columns.clone();
        changed[feature] = columns[feature].clone();
        for (int i = 0; i < rows.length; i++) {
            changed[feature][rows[i]] = columns[feature][dealt[i]];
        }
        double[] effects = new double[changed[feature].length];
        model.predict(changed, rows, effects, null);
        return effects;
    }
}
