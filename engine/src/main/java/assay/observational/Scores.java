package assay.observational;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.Learner;
import assay.nuisance.LogisticFit;
import assay.nuisance.Predictor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Propensity scores of all rows, known or learned from them. */
final class Scores {

    final double[] values;
    final @Nullable LogisticFit model;

    private Scores(double[] values, @Nullable LogisticFit model) {
        this.values = values;
        this.model = model;
    }

    static int[] all(int size) {
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = i;
        }
        return rows;
    }

    /** A known propensity is used as it is. Separated arms have no overlap. */
    static Scores of(Sample sample, TwoArms arms, Learner propensity, RandomGenerator random) {
        if (sample.has(Role.PROPENSITY)) {
            return new Scores(sample.numeric(Role.PROPENSITY), null);
        }
        sample.require(java.util.Set.of(Role.COVARIATE));
        double[][] columns = sample.covariates().columns();
        int[] rows = all(sample.size());
        try {
            Predictor learned = propensity.fit(columns, arms.indicator(), rows, random);
            double[] scores = new double[rows.length];
            learned.predict(columns, rows, scores);
            return new Scores(scores, learned instanceof LogisticFit logistic ? logistic : null);
        } catch (EstimationException e) {
            if (e.problem() == Problem.NOT_CONVERGED) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        "Some combination of the covariates separates the arms of '"
                                + armColumn(sample)
                                + "' (nearly) completely: propensities run to 0 and 1, and no unit of"
                                + " one arm has a counterpart in the other.",
                        "Leave out a covariate that determines the treatment, merge rare levels, or restrict the data to"
                                + " where both arms occur.");
            }
            throw e;
        }
    }

    static String armColumn(Sample sample) {
        return sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT)
                .name();
    }
}
