package assay.cate;

import assay.nuisance.CrossFit;
import assay.nuisance.Learner;
import assay.nuisance.Predictor;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Nuisances of every row for every fold that is to be predicted. Entry {@code [k][i]} has been learned without fold k and without the
 * fold of row i, so that a second stage can learn from the rows outside of fold k what it will predict there. Leaving out a pair
 * of folds serves both of its members, which halves the learning.
 */
final class NestedNuisances {

    private final LearnerData data;
    private final NestedFolds folds;
    private final RandomGenerator random;

    NestedNuisances(LearnerData data, NestedFolds folds, RandomGenerator random) {
        this.data = data;
        this.folds = folds;
        this.random = random;
    }

    /** The conditional mean of a response, whatever the arm. */
    double[][] of(Learner learner, double[] response) {
        return nested(learner, response, Double.NaN);
    }

    /** The expected outcome in an arm. */
    double[][] ofArm(Learner learner, double arm) {
        return nested(learner, data.outcome, arm);
    }

    /** The known propensity, or that learned and held within bounds. */
    double[][] propensity(Learner learner, PropensityBounds bounds) {
        if (data.known != null) {
            double[][] known = new double[folds.count()][];
            Arrays.fill(known, data.known);
            bounds.read(data.known, data.arm);
            return known;
        }
        double[][] learned = of(learner, data.arm);
        bounds.read(unseen(learned), data.arm);
        for (double[] e : learned) {
            bounds.hold(e);
        }
        return learned;
    }

    /** The propensity of each row, learned without its fold and held within bounds, or known. */
    double[] unseenPropensity(Learner learner, PropensityBounds bounds) {
        double[] e = data.known;
        if (e == null) {
            e = new double[data.size];
            for (int k = 0; k < folds.count(); k++) {
                fit(learner, data.arm, folds.without(k), Double.NaN).predict(data.columns, folds.fold(k), e);
            }
            bounds.read(e, data.arm);
            bounds.hold(e);
        } else {
            bounds.read(e, data.arm);
        }
        return e;
    }

    private double[][] nested(Learner learner, double[] response, double arm) {
        double[][] out = new double[folds.count()][data.size];
        for (int k = 0; k < folds.count(); k++) {
            fit(learner, response, folds.without(k), arm).predict(data.columns, folds.fold(k), out[k]);
            for (int j = 0; j < k; j++) {
                Predictor predictor = fit(learner, response, folds.without(j, k), arm);
                predictor.predict(data.columns, folds.fold(j), out[k]);
                predictor.predict(data.columns, folds.fold(k), out[j]);
            }
        }
        return out;
    }

    /** Learns from some rows, of one arm only unless that is NaN. */
    Predictor fit(Learner learner, double[] response, int[] rows, double arm) {
        int[] chosen = Double.isNaN(arm) ? rows : CrossFit.inArm(rows, data.arm, arm);
        return learner.fit(data.columns, response, chosen, random);
    }

    /** The nuisance of each row, learned without its fold. */
    double[] unseen(double[][] nested) {
        double[] out = new double[data.size];
        for (int i = 0; i < out.length; i++) {
            out[i] = nested[folds.of(i)][i];
        }
        return out;
    }
}
