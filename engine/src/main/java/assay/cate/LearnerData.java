package assay.cate;

import assay.Caution;
import assay.Clusters;
import assay.EstimationException;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.Learner;
import assay.nuisance.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a learner of effects reads off a sample, checked. */
final class LearnerData {

    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    static final Set<Role> READS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.PROPENSITY, Role.CLUSTER);

    final TwoArms arms;
    final int size;
    final double[] outcome;
    final double[] arm;
    final double[][] columns;
    final double @Nullable [] known;
    final @Nullable Clusters clusters;
    private final Sample sample;

    private LearnerData(Sample sample, TwoArms arms) {
        this.sample = sample;
        this.arms = arms;
        this.size = sample.size();
        this.outcome = sample.outcome();
        this.arm = arms.indicator();
        this.columns = sample.covariates().columns();
        this.known = sample.has(Role.PROPENSITY) ? sample.numeric(Role.PROPENSITY) : null;
        this.clusters = sample.has(Role.CLUSTER) ? Clusters.of(sample) : null;
    }

    /** Reads a sample; the learners are those of the outcome. */
    static LearnerData of(Sample sample, Learner... outcomeLearners) {
        sample.require(NEEDS);
        LearnerData data = new LearnerData(sample, TwoArms.of(sample));
        if (constant(data.outcome)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + data.outcomeName() + "' is " + data.outcome[0]
                            + " in every row, so no effect on it can differ.",
                    "Choose another outcome.");
        }
        boolean anyVaries = false;
        for (double[] column : data.columns) {
            anyVaries |= !constant(column);
        }
        if (!anyVaries) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Every covariate is the same in all rows, so there is nothing by which effects could differ.",
                    "Name covariates that vary, or estimate one average effect.");
        }
        for (Learner learner : outcomeLearners) {
            data.suits(learner);
        }
        return data;
    }

    static boolean constant(double[] values) {
        for (double v : values) {
            if (v != values[0]) {
                return false;
            }
        }
        return true;
    }

    private String outcomeName() {
        return sample.column(Role.OUTCOME).name();
    }

    private void suits(Learner learner) {
        if (learner.task() == Task.REGRESSION) {
            return;
        }
        for (int i = 0; i < size; i++) {
            double y = outcome[i];
            if (y != 0 && y != 1) {
                throw new EstimationException(
                        Problem.TOO_MANY_LEVELS,
                        "Outcome '" + outcomeName() + "' is " + y + " in row " + (i + 1)
                                + ", but the outcome learner predicts the probability of a 0/1 outcome.",
                        "Choose a learner of conditional means, or recode the outcome to 0 and 1.");
            }
        }
    }

    OrthogonalScores scores(double[] propensity, double[] treated, double[] control) {
        return new OrthogonalScores(
                outcome, arm, propensity, treated, control, clusters == null ? null : clusters.of(), null);
    }

    /** The result of a method without intervals. */
    CateFit fit(
            String method,
            int folds,
            PropensityBounds bounds,
            double[] effects,
            OrthogonalScores scores,
            Effects model) {
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        diagnostics.put("folds", (double) folds);
        bounds.report(diagnostics, cautions);
        Glance glance = new Glance(
                method,
                "none: effects by unit, without intervals",
                size,
                arms.treated(),
                arms.control(),
                sample.dropped(),
                clusters == null ? 0 : clusters.count(),
                diagnostics);
        return new CateFit(effects, null, new boolean[size], scores, model, glance, cautions);
    }
}
