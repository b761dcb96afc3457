package assay.nuisance;

import assay.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * Logistic regression by stochastic gradient descent, of the Tribuo library, on standardised columns.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an option is out of its range.
 *
 * @param epochs passes over the rows, at least 1
 * @param learningRate initial rate of AdaGrad, above 0
 */
public record TribuoClassification(int epochs, double learningRate) implements Learner {

    private static final String ONE = "1";
    private static final int BATCH = 16;

    public TribuoClassification {
        Arguments.atLeast("epochs", epochs, 1);
        Arguments.positive("learning rate", learningRate);
    }

    /**
     * A logistic regression.
     *
     * @return 20 epochs at rate 0.2
     */
    public static TribuoClassification logistic() {
        return new TribuoClassification(20, 0.2);
    }

    @Override
    public Task task() {
        return Task.PROBABILITY;
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        double ones = 0;
        for (int row : rows) {
            ones += response[row];
        }
        // Half a row of each kind keeps the share inside (0, 1).
        double share = (ones + 0.5) / (rows.length + 1);
        if (columns.length == 0 || ones == 0 || ones == rows.length) {
            return (features, wanted, out) -> {
                for (int row : wanted) {
                    out[row] = share;
                }
            };
        }
        TribuoFeatures features = TribuoFeatures.standardised(columns, rows);
        List<Example<Label>> examples = new ArrayList<>(rows.length);
        for (int row : rows) {
            Label target = new Label(response[row] > 0.5 ? ONE : "0");
            examples.add(new ArrayExample<>(target, features.names(), features.of(columns, row)));
        }
        LinearSGDTrainer trainer = new LinearSGDTrainer(
                new LogMulticlass(), new AdaGrad(learningRate), epochs, -1, BATCH, random.nextLong());
        org.tribuo.Model<Label> learned = TribuoFeatures.train(trainer, examples, new LabelFactory());
        return (data, wanted, out) -> {
            for (int row : wanted) {
                Example<Label> example =
                        new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, features.names(), features.of(data, row));
                Label label = learned.predict(example).getOutputScores().get(ONE);
                out[row] = LogisticFit.inside(label == null ? share : label.getScore());
            }
        };
    }
}
