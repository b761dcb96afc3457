package assay.policy;

import assay.nuisance.Learner;
import assay.nuisance.Predictor;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns what each action brings, by a regression of its scores on the features, and takes the action of the highest prediction: with
 * two actions a threshold on the predicted effect. With a budget it treats by rank of the ratio of what is gained to what it takes until
 * the budget is spent, see {@link Budget}.
 *
 * @param regression learns the mean of the scores of an action
 * @param budget what may be spent, empty for no bound
 */
public record ScorePolicyLearner(Learner regression, Optional<Budget> budget) implements PolicyLearner {

    @Override
    public ScorePolicy learn(List<String> features, double[][] columns, ActionScores scores) {
        int k = scores.actions().size();
        int n = scores.size();
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        Predictor[] predictors = new Predictor[k];
        double[] predicted = new double[n * k];
        for (int a = 0; a < k; a++) {
            double[] response = new double[n];
            for (int i = 0; i < n; i++) {
                response[i] = scores.score(i, a);
            }
            predictors[a] = regression.fit(columns, response, rows, new Philox(a, 0, 0));
            predictors[a].predict(columns, rows, response);
            for (int i = 0; i < n; i++) {
                predicted[i * k + a] = response[i];
            }
        }
        ActionScores known = new ActionScores(scores.actions(), predicted);
        return budget.map(b -> (ScorePolicy) b.keep(charges -> new ScorePolicy(predictors, charges), columns, known))
                .orElseGet(() -> new ScorePolicy(predictors, new double[k]));
    }
}
