package assay.bench;

import assay.Arguments;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.bench.Measurement.Result;
import assay.cate.CateFit;
import assay.cate.CausalForestLearner;
import assay.dgp.Draw;
import assay.dgp.EffectSurface;
import assay.dgp.Heterogeneous;
import assay.forest.ForestData;
import assay.forest.ForestOptions;
import assay.forest.Honesty;
import assay.forest.Pruning;
import assay.forest.RegressionForest;
import assay.nuisance.Folds;
import assay.nuisance.ProbabilityForestLearner;
import assay.nuisance.RegressionForestLearner;
import assay.observational.Aipw;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Time, memory and accuracy of forests on the setups of Nie and Wager, beside a textbook forest in the same run.
 *
 * @param rows rows of all tasks but the large one
 * @param large rows of the large task, with 20 covariates
 * @param trees trees of a causal forest
 * @param threads threads of the forests; no result depends on them
 */
public record ForestBench(int rows, int large, int trees, int threads) {

    private static final int COLUMNS = 10;
    private static final int LARGE_COLUMNS = 20;
    private static final int LEAST = 200;
    private static final double LEVEL = 0.9;
    private static final int KEY = 77;
    private static final int TEXTBOOK_TREES = 20;
    private static final int PUBLISHED_ROWS = 20_000;
    private static final int PUBLISHED_TREES = 2000;
    private static final List<EffectSurface> SETUPS = List.of(
            EffectSurface.NIE_WAGER_A, EffectSurface.NIE_WAGER_B, EffectSurface.NIE_WAGER_C, EffectSurface.NIE_WAGER_D);

    public ForestBench {
        Arguments.atLeast("rows", rows, LEAST);
        Arguments.atLeast("large", large, LEAST);
        Arguments.atLeast("trees", trees, 2);
        Arguments.atLeast("threads", threads, 1);
    }

    /** A task. */
    public enum Task {
        /** A causal forest with its nuisances, effects and variances out of bag, on setups A to D. */
        CAUSAL_FOREST,
        /** Effects and variances of new units by the forest of setup A. */
        PREDICT,
        /** Cross-fitted AIPW in five folds, with boosted trees and with forests. */
        AIPW,
        /** A regression forest beside that of a textbook. */
        TEXTBOOK,
        /** A causal forest of many rows and 20 covariates. */
        LARGE
    }

    /**
     * One line of the table.
     *
     * @param task what was done
     * @param setup on what data
     * @param rows how many rows
     * @param columns how many covariates
     * @param trees how many trees, 0 where there is no such number
     * @param measured time and memory
     * @param rmse root mean squared error against the truth, NaN where there is none
     * @param coverage share of the rows whose interval at level 0.9 holds the truth, NaN where there are none
     * @param interiorCoverage the same at interior rows
     * @param plainCpuSeconds processor time of the textbook for the same work, NaN where there is none
     * @param reference other software on data of the same law, on another day and machine of the same kind; empty at other sizes
     */
    public record Row(
            String task,
            String setup,
            int rows,
            int columns,
            int trees,
            Cost measured,
            double rmse,
            double coverage,
            double interiorCoverage,
            double plainCpuSeconds,
            String reference) {}

    /**
     * What a piece of work cost, run once: what a user waits for, compiling included.
     *
     * @param seconds on the clock
     * @param cpuSeconds processor time of all threads, NaN where the system does not tell
     * @param heapMegabytes peak of the heap beyond the data, garbage included
     * @param processMegabytes peak resident size of the process, NaN where the system does not tell
     */
    public record Cost(double seconds, double cpuSeconds, double heapMegabytes, double processMegabytes) {
        static Cost of(Measurement measured) {
            return new Cost(
                    measured.seconds(), measured.cpuSeconds(), measured.heapMegabytes(), measured.processMegabytes());
        }
    }

    /**
     * Runs tasks.
     *
     * @param tasks which
     * @param listener gets each line as soon as it is measured
     * @throws Exception if memory cannot be measured
     */
    public void run(List<Task> tasks, Consumer<Row> listener) throws Exception {
        if (tasks.contains(Task.CAUSAL_FOREST) || tasks.contains(Task.PREDICT)) {
            causal(tasks, listener);
        }
        if (tasks.contains(Task.AIPW)) {
            listener.accept(aipw(
                    "AIPW, boosted trees", Aipw.boosted(), published("DoubleML IRM 5.3 CPU s, EconML DR 3.4 CPU s")));
            listener.accept(aipw(
                    "AIPW, forests", forests(), published("random forests: DoubleML 134 CPU s, EconML 134 CPU s")));
        }
        if (tasks.contains(Task.TEXTBOOK)) {
            listener.accept(textbook());
        }
        if (tasks.contains(Task.LARGE)) {
            Draw draw = draw(EffectSurface.NIE_WAGER_A, large, LARGE_COLUMNS, 0);
            listener.accept(new Surface("causal forest", draw, "A", "").row());
        }
    }

    private void causal(List<Task> tasks, Consumer<Row> listener) throws Exception {
        List<String> references = List.of(
                "grf 2.6.1: 237 CPU s (182 fitting), 2845 MB, RMSE .108, coverage .83",
                "grf 2.6.1: RMSE .183, coverage .85",
                "grf 2.6.1: RMSE .061, coverage .97",
                "grf 2.6.1: RMSE .508, coverage .53");
        for (int s = 0; s < SETUPS.size(); s++) {
            if (s > 0 && !tasks.contains(Task.CAUSAL_FOREST)) {
                return;
            }
            String setup = String.valueOf((char) ('A' + s));
            Draw draw = draw(SETUPS.get(s), rows, COLUMNS, 0);
            Surface surface = new Surface("causal forest", draw, setup, publishedForest(references.get(s)));
            Row row = surface.row();
            if (tasks.contains(Task.CAUSAL_FOREST)) {
                listener.accept(row);
            }
            if (s == 0 && tasks.contains(Task.PREDICT)) {
                listener.accept(surface.predict());
            }
        }
    }

    private static Draw draw(EffectSurface surface, int rows, int columns, int replicate) {
        return new Heterogeneous(rows, columns, Heterogeneous.of(LEAST, surface).effect(), 1, surface)
                .draw(new Streams(KEY, replicate));
    }

    private String published(String reference) {
        return rows == PUBLISHED_ROWS ? reference : "";
    }

    private String publishedForest(String reference) {
        return trees == PUBLISHED_TREES ? published(reference) : "";
    }

    /** A causal forest on a draw. */
    private final class Surface {
        private final String task;
        private final Draw draw;
        private final String setup;
        private final String reference;
        private CateFit[] fitted = new CateFit[0];

        Surface(String task, Draw draw, String setup, String reference) {
            this.task = task;
            this.draw = draw;
            this.setup = setup;
            this.reference = reference;
        }

        Row row() throws Exception {
            Estimator<CateFit> learner = CausalForestLearner.of(
                    ForestOptions.standard().withTrees(trees).withThreads(threads));
            Sample sample = draw.observed();
            double[] truth = draw.truth().units().orElseThrow().effect();
            Measurement measured = Measurement.once(() -> {
                CateFit fit = learner.estimate(sample, new Philox(1, 0, 3));
                fitted = new CateFit[] {fit};
                double[] variances = fit.variances().orElseThrow();
                return new Result(rmse(fit.effects(), truth), coverage(fit.effects(), variances, truth, null));
            });
            CateFit fit = fitted[0];
            double inside = coverage(fit.effects(), fit.variances().orElseThrow(), truth, fit.interior());
            return line(task, measured, inside, reference);
        }

        Row predict() throws Exception {
            Draw fresh = draw(SETUPS.get(0), rows, COLUMNS, 1);
            double[][] x = fresh.observed().covariates().columns();
            double[] truth = fresh.truth().units().orElseThrow().effect();
            int[] all = IntStream.range(0, rows).toArray();
            Measurement measured = Measurement.once(() -> {
                double[] effects = new double[rows];
                double[] variances = new double[rows];
                fitted[0].model().predict(x, all, effects, variances);
                return new Result(rmse(effects, truth), coverage(effects, variances, truth, null));
            });
            return line("causal forest, new units", measured, Double.NaN, "");
        }

        private Row line(String what, Measurement measured, double inside, String beside) {
            return new Row(
                    what,
                    setup,
                    draw.observed().size(),
                    draw.observed().columns(Role.COVARIATE).size(),
                    trees,
                    Cost.of(measured),
                    measured.result().value(),
                    measured.result().error(),
                    inside,
                    Double.NaN,
                    beside);
        }
    }

    private Aipw forests() {
        return new Aipw(
                new RegressionForestLearner(
                        RegressionForestLearner.forNuisances().withThreads(threads)),
                new ProbabilityForestLearner(
                        RegressionForestLearner.forNuisances().withThreads(threads)),
                5,
                1,
                0.01,
                Folds.STRATIFIED_BY_ARM);
    }

    private Row aipw(String task, Estimator<Fit> method, String reference) throws Exception {
        Draw draw = draw(EffectSurface.NIE_WAGER_A, rows, COLUMNS, 0);
        double truth = Heterogeneous.of(LEAST, EffectSurface.NIE_WAGER_A).effect();
        Measurement measured = Measurement.once(() -> {
            Fit fit = method.estimate(draw.observed(), new Philox(1, 0, 3));
            Interval interval = fit.estimate().inference().interval(LEVEL);
            return new Result(Math.abs(fit.estimate().value() - truth), interval.contains(truth) ? 1 : 0);
        });
        return new Row(
                task,
                "A",
                rows,
                COLUMNS,
                0,
                Cost.of(measured),
                measured.result().value(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                reference);
    }

    private Row textbook() throws Exception {
        Draw draw = draw(EffectSurface.NIE_WAGER_A, rows, COLUMNS, 0);
        double[][] x = draw.observed().covariates().columns();
        double[] y = draw.observed().outcome();
        ForestOptions options = new ForestOptions(
                TEXTBOOK_TREES, 0.5, COLUMNS, 5, Honesty.ADAPTIVE, 0.5, Pruning.PRUNE_EMPTY, 0, 0, 1, 255, threads);
        int[] all = IntStream.range(0, rows).toArray();
        Measurement own = Measurement.once(() -> {
            double[] fitted = new double[rows];
            new RegressionForest(options)
                    .fit(ForestData.of(x), y, new Philox(1, 0, 3))
                    .predict(x, all, fitted, null);
            return new Result(rmse(fitted, y), 0);
        });
        Measurement plain = Measurement.once(() -> {
            TextbookForest forest = new TextbookForest(x, y, TEXTBOOK_TREES, new Philox(1, 0, 3));
            double[] fitted =
                    Arrays.stream(all).mapToDouble(i -> forest.predict(x, i)).toArray();
            return new Result(rmse(fitted, y), 0);
        });
        return new Row(
                "regression forest and textbook",
                "A",
                rows,
                COLUMNS,
                TEXTBOOK_TREES,
                Cost.of(own),
                own.result().value(),
                Double.NaN,
                Double.NaN,
                plain.cpuSeconds(),
                "");
    }

    private static double rmse(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }

    private static double coverage(double[] effects, double[] variances, double[] truth, boolean @Nullable [] among) {
        int covered = 0;
        int rows = 0;
        for (int i = 0; i < effects.length; i++) {
            if (among == null || among[i]) {
                rows++;
                covered += new Normal(effects[i], Math.sqrt(variances[i]))
                                .interval(LEVEL)
                                .contains(truth[i])
                        ? 1
                        : 0;
            }
        }
        return covered / (double) rows;
    }
}
