package assay.nuisance;

import assay.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tribuo.Example;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.slm.ElasticNetCDTrainer;
import org.tribuo.regression.slm.LARSLassoTrainer;

/**
 * A regression learner of the Tribuo library. The response is centred and scaled for learning, so that penalties mean the
 * same whatever its unit.
 *
 * @param model which model, with its options
 */
public record TribuoRegression(Model model) implements Learner {

    private static final String RESPONSE = "y";

    /** The models on offer. */
    public sealed interface Model permits Forest, ElasticNet, Lasso {}

    /**
     * A random forest of regression trees on columns cut into at most 64 bins: its trees take time quadratic in distinct
     * values.
     *
     * @param trees number of trees, at least 1
     * @param depth of a tree, at least 1
     * @param share of the columns tried at a split, in (0, 1)
     */
    public record Forest(int trees, int depth, double share) implements Model {
        public Forest {
            Arguments.atLeast("trees", trees, 1);
            Arguments.atLeast("depth", depth, 1);
            Arguments.probability("share", share);
        }
    }

    /**
     * Linear regression with a mixed penalty, by coordinate descent, on standardised columns.
     *
     * @param alpha weight of the penalty in the mean squared error, above 0
     * @param lasso share of the absolute penalty, in (0, 1]
     */
    public record ElasticNet(double alpha, double lasso) implements Model {
        public ElasticNet {
            Arguments.positive("alpha", alpha);
            if (!(lasso > 0 && lasso <= 1)) {
                throw new IllegalArgumentException("lasso must be in (0, 1], not " + lasso);
            }
        }
    }

    /**
     * The lasso path of least-angle regression, on standardised columns.
     *
     * @param features at which the path ends, at least 1
     */
    public record Lasso(int features) implements Model {
        public Lasso {
            Arguments.atLeast("features", features, 1);
        }
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        double sum = 0;
        for (int row : rows) {
            sum += response[row];
        }
        double mean = sum / rows.length;
        double squares = 0;
        for (int row : rows) {
            squares += (response[row] - mean) * (response[row] - mean);
        }
        double sd = Math.sqrt(squares / rows.length);
        if (columns.length == 0 || !(sd > 0)) {
            return (features, wanted, out) -> {
                for (int row : wanted) {
                    out[row] = mean;
                }
            };
        }
        TribuoFeatures features = model instanceof Forest
                ? TribuoFeatures.binned(columns, rows)
                : TribuoFeatures.standardised(columns, rows);
        List<Example<Regressor>> examples = new ArrayList<>(rows.length);
        for (int row : rows) {
            Regressor target = new Regressor(RESPONSE, (response[row] - mean) / sd);
            examples.add(new ArrayExample<>(target, features.names(), features.of(columns, row)));
        }
        org.tribuo.Model<Regressor> learned =
                TribuoFeatures.train(trainer(random.nextLong(), features.count()), examples, new RegressionFactory());
        return (data, wanted, out) -> {
            for (int row : wanted) {
                Example<Regressor> example = new ArrayExample<>(
                        RegressionFactory.UNKNOWN_REGRESSOR, features.names(), features.of(data, row));
                out[row] = mean + sd * learned.predict(example).getOutput().getValues()[0];
            }
        };
    }

    private Trainer<Regressor> trainer(long seed, int columns) {
        if (model instanceof Forest forest) {
            float share = (float) Math.max(forest.share(), 1.0 / columns);
            CARTRegressionTrainer tree = new CARTRegressionTrainer(
                    forest.depth(), 5, 0, Math.min(share, 0.999f), false, new MeanSquaredError(), seed);
            return new RandomForestTrainer<>(tree, new AveragingCombiner(), forest.trees(), seed);
        }
        if (model instanceof ElasticNet net) {
            return new ElasticNetCDTrainer(net.alpha(), net.lasso(), 1e-6, 1000, false, seed);
        }
        return new LARSLassoTrainer(Math.min(((Lasso) model).features(), columns));
    }
}
