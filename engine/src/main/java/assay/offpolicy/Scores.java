package assay.offpolicy;

import java.util.function.DoubleUnaryOperator;

/** The sums that scores share. */
final class Scores {

    private Scores() {}

    /** The mean of {@code f(w) reward}. */
    static OffPolicyEstimate weighted(String score, LoggedFeedback feedback, DoubleUnaryOperator f) {
        double[] w = feedback.weights();
        double[] r = feedback.reward();
        double[] terms = new double[w.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = f.applyAsDouble(w[i]) * r[i];
        }
        return OffPolicyEstimate.ofTerms(score, terms, feedback);
    }

    /** The mean of {@code direct + f(w) (reward - model)}. */
    static OffPolicyEstimate doublyRobust(String score, LoggedFeedback feedback, DoubleUnaryOperator f) {
        double[] w = feedback.weights();
        double[] residual = residuals(feedback);
        double[] terms = new double[w.length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = feedback.direct(i) + f.applyAsDouble(w[i]) * residual[i];
        }
        return OffPolicyEstimate.ofTerms(score, terms, feedback);
    }

    /** {@code mean(direct) + sum(w e) / sum(w)}, with the influence of the ratio; direct is 0 where there is no model. */
    static OffPolicyEstimate ratio(String score, LoggedFeedback feedback, double[] direct, double[] e) {
        double[] w = feedback.weights();
        double weight = OffPolicyEstimate.mean(w);
        if (!(weight > 0)) {
            throw OverlapRule.noMatch();
        }
        double base = OffPolicyEstimate.mean(direct);
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * e[i];
        }
        double correction = sum / (weight * w.length);
        double[] influence = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            influence[i] = direct[i] - base + w[i] * (e[i] - correction) / weight;
        }
        return OffPolicyEstimate.of(score, base + correction, influence, feedback);
    }

    static double[] residuals(LoggedFeedback feedback) {
        double[] q = feedback.model();
        int k = feedback.actions();
        int[] action = feedback.action();
        double[] residual = feedback.reward().clone();
        for (int i = 0; i < residual.length; i++) {
            residual[i] -= q[i * k + action[i]];
        }
        return residual;
    }

    static double[] direct(LoggedFeedback feedback) {
        double[] direct = new double[feedback.size()];
        for (int i = 0; i < direct.length; i++) {
            direct[i] = feedback.direct(i);
        }
        return direct;
    }
}
