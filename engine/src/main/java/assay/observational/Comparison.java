package assay.observational;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an estimator of this package reads off a sample, checked. */
final class Comparison {

    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT);

    final Sample sample;
    final TwoArms arms;
    final int size;
    final double[] outcome;
    final double[] arm;
    final double[][] columns;
    final double @Nullable [] known;

    private Comparison(Sample sample, TwoArms arms, double[] outcome, double @Nullable [] known) {
        this.sample = sample;
        this.arms = arms;
        this.size = sample.size();
        this.outcome = outcome;
        this.arm = arms.indicator();
        this.columns = sample.covariates().columns();
        this.known = known;
    }

    static Comparison of(Sample sample) {
        sample.require(NEEDS);
        TwoArms arms = TwoArms.of(sample);
        double[] outcome = sample.outcome();
        boolean designed = sample.has(Role.PROPENSITY);
        if (!designed && !sample.has(Role.COVARIATE)) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role covariate, and the propensity is not known: without either, nothing tells"
                            + " the arms' composition from the effect.",
                    "Name the covariates that drove the treatment with --covariates, or its probability with"
                            + " --propensity.");
        }
        varies(sample, outcome);
        return new Comparison(sample, arms, outcome, designed ? sample.numeric(Role.PROPENSITY) : null);
    }

    private static void varies(Sample sample, double[] outcome) {
        for (double y : outcome) {
            if (y != outcome[0]) {
                return;
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "Outcome '" + sample.column(Role.OUTCOME).name() + "' is " + outcome[0]
                        + " in every row, so there is no variation to explain.",
                "Choose another outcome.");
    }
}
