package assay.streamed;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Role;
import assay.Sample;
import assay.cate.CateFit;
import assay.cate.CateModel;
import assay.cate.CausalForestLearner;
import assay.cate.Recalibration;
import assay.forest.ForestOptions;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;

/**
 * Ranks rows by the effect that a causal forest predicts, and judges the ranking on any number of rows that the forest has not
 * seen, in one pass.
 *
 * <p>A row's score is that of augmented inverse probability weighting with the known share e of the treated arm,
 * {@code mu1 - mu0 + D (Y - mu1) / e - (1 - D) (Y - mu0) / (1 - e)}, where the expected outcomes {@code mu} are linear regressions by arm of
 * the rows that were learned from. Its mean given the covariates is the effect there whatever those regressions are worth.
 *
 * <p>Not thread-safe.
 */
public final class UpliftRanking {

    /** How finely priorities are told apart. */
    public static final int INTERVALS = 4096;

    private static final int MIN_NODE = 100;

    private final List<String> outcomes;
    private final StreamedLin regressions;
    private final int[] used;
    private final CateModel model;
    private final double share;
    private final BinnedRate[] rates;
    private final int trainedOn;
    private final int trees;

    /**
     * How the forest is grown.
     *
     * @param trees its trees, at least 1
     * @param threads threads to grow and predict with; results do not depend on it
     */
    public record Options(int trees, int threads) {

        public Options {
            Arguments.atLeast("trees", trees, 1);
            Arguments.atLeast("threads", threads, 1);
        }
    }

    /**
     * Learns from rows.
     *
     * @param names outcomes, the first being the one whose effect is predicted, then covariates
     * @param outcomes how many of them are outcomes
     * @param arm 1 for treated, 0 for control, of each row
     * @param columns the columns of the rows
     * @param share the known probability of treatment
     * @param options how the forest is grown
     * @param key key of the forest
     * @throws assay.EstimationException if the rows are too few or covariates do not vary
     */
    public UpliftRanking(
            List<String> names,
            int outcomes,
            double[] arm,
            double[][] columns,
            double share,
            Options options,
            long key) {
        this.outcomes = List.copyOf(names.subList(0, outcomes));
        this.share = Arguments.probability("the share of the treated arm", share);
        this.trainedOn = arm.length;
        this.trees = options.trees();
        ArmSums sums = new ArmSums(names);
        sums.add(arm.length, arm, columns);
        List<String> covariates = names.subList(outcomes, names.size());
        this.regressions = new StreamedLin(sums.statistics(), this.outcomes, covariates);
        this.used =
                regressions.covariates().stream().mapToInt(covariates::indexOf).toArray();
        double[] propensity = new double[arm.length];
        Arrays.fill(propensity, share);
        Sample.Builder sample = Sample.builder()
                .outcome(names.get(0), columns[0])
                .assignment("arm", arm)
                .add(Role.PROPENSITY, "share", propensity);
        for (int j = 0; j < covariates.size(); j++) {
            sample.covariate(covariates.get(j), columns[outcomes + j]);
        }
        CateFit fit = CausalForestLearner.of(ForestOptions.standard()
                        .withTrees(options.trees())
                        .withMinNode(MIN_NODE)
                        .withThreads(options.threads()))
                .withRecalibration(Recalibration.NONE)
                .estimate(sample.build(), new Philox(key, 1, 3));
        this.model = fit.model();
        double[] grid = BinnedRate.grid(fit.effects(), INTERVALS);
        this.rates = new BinnedRate[outcomes];
        for (int o = 0; o < outcomes; o++) {
            rates[o] = new BinnedRate(grid);
        }
    }

    /**
     * Judges rows that were held out.
     *
     * @param count how many
     * @param arm 1 for treated, 0 for control
     * @param columns outcomes and covariates as in learning
     */
    public void add(int count, double[] arm, double[][] columns) {
        int m = outcomes.size();
        double[][] covariates = new double[columns.length - m][];
        System.arraycopy(columns, m, covariates, 0, covariates.length);
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i;
        }
        double[] priority = new double[count];
        model.predict(covariates, rows, priority, null);
        double[][] regressors = new double[used.length][];
        for (int j = 0; j < used.length; j++) {
            regressors[j] = covariates[used[j]];
        }
        double[] treated = new double[count];
        double[] control = new double[count];
        for (int o = 0; o < m; o++) {
            regressions.predict(1, outcomes.get(o), count, regressors, treated);
            regressions.predict(0, outcomes.get(o), count, regressors, control);
            double[] y = columns[o];
            BinnedRate rate = rates[o];
            for (int i = 0; i < count; i++) {
                double residual = arm[i] > 0.5 ? (y[i] - treated[i]) / share : (control[i] - y[i]) / (1 - share);
                rate.add(priority[i], treated[i] - control[i] + residual);
            }
        }
    }

    /**
     * What the ranking is worth for an outcome.
     *
     * @param outcome its name
     * @return areas and curve of all rows that were judged
     */
    public BinnedRate rate(String outcome) {
        return rates[outcomes.indexOf(outcome)];
    }

    /**
     * The rows that were learned from.
     *
     * @return how many
     */
    public int trainedOn() {
        return trainedOn;
    }

    /**
     * The trees.
     *
     * @return how many
     */
    public int trees() {
        return trees;
    }

    /**
     * The effect among the top share, {@code TOC(u) + ATE}, of the held-out rows.
     *
     * @param outcome its name
     * @param top the share, in (0, 1)
     * @return the estimate, with the standard error of TOC
     */
    public Estimate advantage(String outcome, double top) {
        Estimate toc = rate(outcome).toc(top);
        return Estimate.normal(Estimand.CATE, outcome, toc.value(), toc.stdError());
    }
}
