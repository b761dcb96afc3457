package assay.observational;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.ArrayRows;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.nuisance.Learner;
import assay.nuisance.LogisticLearner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Subclassification: arms are compared within classes of like propensity, cut at quantiles of the score in the population of the
 * estimand, and the differences averaged by the classes' shares of it (Rosenbaum and Rubin, JASA 79, 1984).
 *
 * <p>Five classes take away about nine tenths of the bias of one confounder (Cochran, Biometrics 24, 1968), and the rest stays however
 * many rows there are. With {@link BiasCorrection#LINEAR} a regression on the covariates, with the same slopes in all classes and both
 * arms, takes what is left where the outcome is linear. The estimate is the share-weighted sum of the coefficients of treatment by class;
 * its variance is HC2, without covariates that of the difference in means of each class, with the classes taken for given.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimand is not the ATT, ATC or ATE, there are fewer than 2
 * classes, or the learner does not learn probabilities.
 *
 * @param estimand ATT, ATC or ATE
 * @param classes number of classes
 * @param correction what is done about differences within classes
 * @param propensity learns the probability of treatment
 */
public record Subclassification(Estimand estimand, int classes, BiasCorrection correction, Learner propensity)
        implements Estimator<Fit>, Balancer {

    public Subclassification {
        if (estimand != Estimand.ATT && estimand != Estimand.ATC && estimand != Estimand.ATE) {
            throw new IllegalArgumentException(
                    "subclassification estimates the ATT, ATC or ATE, not the " + estimand.label());
        }
        Arguments.atLeast("classes", classes, 2);
        Checks.probability(propensity);
    }

    /**
     * The effect on the treated in five classes, adjusted for covariates within them.
     *
     * @return a logistic propensity
     */
    public static Subclassification standard() {
        return new Subclassification(Estimand.ATT, 5, BiasCorrection.LINEAR, new LogisticLearner());
    }

    /**
     * The same with another correction.
     *
     * @param other what is done about differences within classes
     * @return the changed method
     */
    public Subclassification withCorrection(BiasCorrection other) {
        return new Subclassification(estimand, classes, other, propensity);
    }

    @Override
    public Estimand target() {
        return estimand;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    /**
     * The class of each row.
     *
     * @param sample has an assignment (or treatment) and covariates; an outcome is not read
     * @param random the only source of randomness, for learners that need one
     * @return from 0, by propensity
     * @throws EstimationException if a class lacks an arm
     */
    public int[] subclasses(Sample sample, RandomGenerator random) {
        sample.require(Set.of(Role.ASSIGNMENT, Role.COVARIATE));
        TwoArms arms = TwoArms.of(sample);
        return subclasses(arms.indicator(), Scores.of(sample, arms, propensity, random).values);
    }

    private int[] subclasses(double[] arm, double[] scores) {
        OverlapDiagnosis.of(estimand, scores, arm, Matching.EXTREME).refuse();
        double[] inside = new double[arm.length];
        int count = 0;
        for (int i = 0; i < arm.length; i++) {
            if (inTarget(arm[i])) {
                inside[count++] = scores[i];
            }
        }
        double[] sorted = Arrays.copyOf(inside, count);
        Arrays.sort(sorted);
        double[] cuts = new double[classes - 1];
        for (int c = 0; c < cuts.length; c++) {
            double at = (count - 1.0) * (c + 1) / classes;
            int low = (int) at;
            cuts[c] = sorted[low] + (at - low) * (sorted[Math.min(low + 1, count - 1)] - sorted[low]);
        }
        int[] classOf = new int[arm.length];
        int[][] rows = new int[classes][2];
        for (int i = 0; i < arm.length; i++) {
            int c = 0;
            while (c < cuts.length && scores[i] >= cuts[c]) {
                c++;
            }
            classOf[i] = c;
            rows[c][arm[i] > 0.5 ? 1 : 0]++;
        }
        for (int c = 0; c < classes; c++) {
            if (rows[c][0] < 2 || rows[c][1] < 2) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        String.format(
                                Locale.ROOT,
                                "Class %d of %d by propensity has %d treated and %d control rows; a comparison within it"
                                        + " needs two of each.",
                                c + 1,
                                classes,
                                rows[c][1],
                                rows[c][0]),
                        "Use fewer classes, restrict the data to where both arms occur, or leave out covariates that only"
                                + " predict treatment.");
            }
        }
        return classOf;
    }

    private boolean inTarget(double arm) {
        return estimand == Estimand.ATE || (estimand == Estimand.ATT) == (arm == 1);
    }

    /** The share of the population of the estimand in each class. */
    private double[] shares(double[] arm, int[] classOf) {
        double[] shares = new double[classes];
        int count = 0;
        for (int i = 0; i < arm.length; i++) {
            if (inTarget(arm[i])) {
                shares[classOf[i]]++;
                count++;
            }
        }
        for (int c = 0; c < classes; c++) {
            shares[c] /= count;
        }
        return shares;
    }

    @Override
    public BalancingWeights balance(Sample sample, RandomGenerator random) {
        int[] classOf = subclasses(sample, random);
        double[] arm = TwoArms.of(sample).indicator();
        return weights(arm, classOf);
    }

    private BalancingWeights weights(double[] arm, int[] classOf) {
        int[][] rows = new int[classes][2];
        for (int i = 0; i < arm.length; i++) {
            rows[classOf[i]][arm[i] > 0.5 ? 1 : 0]++;
        }
        double[] weights = new double[arm.length];
        for (int i = 0; i < arm.length; i++) {
            int[] here = rows[classOf[i]];
            double population =
                    estimand == Estimand.ATT ? here[1] : estimand == Estimand.ATC ? here[0] : here[0] + here[1];
            weights[i] = population / here[arm[i] > 0.5 ? 1 : 0];
        }
        return new BalancingWeights(estimand, arm, weights);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Comparison data = Comparison.of(sample);
        double[] scores = Scores.of(sample, data.arms, propensity, random).values;
        int[] classOf = subclasses(data.arm, scores);
        LinearFit fit = regression(data, classOf);
        double[] shares = shares(data.arm, classOf);
        double[] contrast = new double[fit.terms().size()];
        for (int c = 0; c < classes; c++) {
            int at = fit.terms().indexOf("treated in " + c);
            if (at < 0) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "Within class " + (c + 1)
                                + " the covariates determine the treatment, so its effect there cannot be"
                                + " told from theirs.",
                        "Use fewer covariates or fewer classes, or compare means without a correction.");
            }
            contrast[at] = shares[c];
        }
        Estimate estimate = fit.estimate(estimand, data.arms.contrast(), 0, contrast, Covariance.HC2);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        diagnostics.put("classes", (double) classes);
        OverlapDiagnosis.of(estimand, scores, data.arm, Matching.EXTREME)
                .report(weights(data.arm, classOf), diagnostics, cautions);
        return new Fit(
                List.of(estimate),
                Glance.of("subclassification", "HC2 given the classes, Student's t", sample, data.arms, diagnostics),
                cautions);
    }

    private LinearFit regression(Comparison data, int[] classOf) {
        boolean plain = correction == BiasCorrection.NONE;
        List<String> terms = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        columns.add(data.outcome);
        for (int c = 0; c < classes; c++) {
            double[] member = new double[data.size];
            double[] treated = new double[data.size];
            for (int i = 0; i < data.size; i++) {
                member[i] = classOf[i] == c ? 1 : 0;
                treated[i] = member[i] * data.arm[i];
            }
            if (c > 0) {
                terms.add("class " + c);
                columns.add(member);
            }
            terms.add("treated in " + c);
            columns.add(treated);
        }
        for (int j = 0; j < data.columns.length && !plain; j++) {
            terms.add("covariate " + j);
            columns.add(data.columns[j]);
        }
        String name = data.sample.column(Role.OUTCOME).name();
        LinearSpec spec = LinearSpec.ols(List.of(terms.contains(name) ? "the outcome" : name), terms);
        return LinearModel.fit(ArrayRows.of(spec, columns.toArray(new double[0][])));
    }
}
