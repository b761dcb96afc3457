package assay.offpolicy;

/**
 * The more robust doubly robust score: the doubly robust score with a model that is learned for its variance, not for its fit. Given
 * the context, errors d of the model add {@code sum of target(a)^2 / p(a) d(a)^2 - (sum of target(a) d(a))^2} to the variance; rows
 * count in learning by the diagonal of that form, {@code target^2 (1 - p) / p^2} at the action taken. For a policy that always
 * chooses one action this is the criterion of Farajtabar, Chow and Ghavamzadeh (ICML 2018, More robust doubly robust off-policy
 * evaluation), {@code (1 - p) / p^2} on the rows that match; for others it leaves out products of errors of different actions.
 */
public record Mrdr() implements OffPolicyScore {

    @Override
    public String code() {
        return "mrdr";
    }

    @Override
    public String label() {
        return "more robust doubly robust";
    }

    @Override
    public Basis basis() {
        return Basis.BOTH;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.doublyRobust(code(), feedback, w -> w);
    }

    @Override
    public double[] learningWeights(LoggedFeedback feedback) {
        double[] w = feedback.weights();
        double[] p = feedback.logged();
        double[] weights = new double[w.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = w[i] * w[i] * (1 - p[i]);
        }
        return weights;
    }
}
