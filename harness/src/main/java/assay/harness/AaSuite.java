package assay.harness;

import assay.Arguments;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.Verdict;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A/A tests of several metrics and contrasts on one table: its arms are drawn again and again by its own design, all
 * metrics and contrasts on the same assignments, each until its verdict is known or the budget is spent.
 *
 * <p>The order of the rows and the number of threads do not matter.
 */
public final class AaSuite {

    private static final int BATCH = 100;

    private final Estimator<Fit> estimator;
    private final Sample sample;
    private final Redesign design;
    private final Role arm;
    private final List<AaSeries> series = new ArrayList<>();
    private final int metrics;

    /**
     * A suite over a table.
     *
     * @param estimator the method
     * @param asGiven the table; it may have several outcomes and arms, and its roles tell the design
     * @param alpha size of the test, in (0, 1); a size above 1.2 alpha is a fault
     * @param budget assignments at most, rounded up to hundreds
     * @throws EstimationException if the method cannot analyse a metric and contrast of the table as it is, or the
     *     design cannot be drawn again
     */
    public AaSuite(Estimator<Fit> estimator, Sample asGiven, double alpha, int budget) {
        Arguments.probability("alpha", alpha);
        int maximum = (Arguments.atLeast("budget", budget, 1) + BATCH - 1) / BATCH * BATCH;
        this.estimator = estimator;
        this.arm = asGiven.has(Role.ASSIGNMENT) || !asGiven.has(Role.TREATMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        asGiven.column(arm);
        asGiven.require(estimator.needs());
        Sample kept = arm == Role.ASSIGNMENT ? asGiven.with(Role.TREATMENT) : asGiven;
        this.sample = TableOrder.sorted(kept);
        this.design = Redesign.of(sample);
        this.metrics = sample.columns(Role.OUTCOME).size();
        int contrasts = design.arms().size() - 1;
        double[] observed = observed();
        for (int k = 1; k <= contrasts; k++) {
            Contrast contrast = new Contrast(observed, k);
            for (int m = 0; m < metrics; m++) {
                Sample one = contrast.sample(m);
                estimator.estimate(one, new Streams(0, 0).estimator());
                series.add(new AaSeries(
                        sample.columns(Role.OUTCOME).get(m).name(),
                        design.arms().get(k) + " - " + design.arms().get(0),
                        one.size(),
                        alpha,
                        maximum,
                        contrasts * metrics));
            }
        }
    }

    private double[] observed() {
        Groups groups = Groups.sorted(sample.column(arm));
        double[] codes = new double[sample.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = groups.codes()[i];
        }
        return codes;
    }

    /**
     * Draws and tests.
     *
     * @param threads how many threads; they do not change the result
     * @param seed key of the assignments
     * @param progress told after every batch
     * @return metrics of the first contrast first
     */
    public List<AaSeries> run(int threads, long seed, Progress progress) {
        int maximum = series.get(0).maximum();
        long start = System.nanoTime();
        AaTest[][] batch = new AaTest[BATCH][series.size()];
        try (Workers workers = new Workers(threads)) {
            for (int done = 0; done < maximum && series.stream().anyMatch(AaSeries::open); done += BATCH) {
                boolean[] wanted = new boolean[series.size()];
                for (int s = 0; s < wanted.length; s++) {
                    wanted[s] = series.get(s).open();
                }
                int first = done;
                workers.each(BATCH, i -> test(new Streams(seed, first + i), wanted, batch[i]));
                for (AaTest[] tests : batch) {
                    for (int s = 0; s < wanted.length; s++) {
                        if (wanted[s]) {
                            series.get(s).add(tests[s]);
                        }
                    }
                }
                series.forEach(AaSeries::look);
                progress.at(stage(done + BATCH, start, false));
            }
            progress.at(stage(
                    series.stream().mapToInt(one -> one.tests().size()).max().orElse(0), start, true));
        }
        return List.copyOf(series);
    }

    private Progress.Stage stage(int tests, long start, boolean finished) {
        long open = series.stream().filter(AaSeries::open).count();
        return new Progress.Stage(
                "aa",
                finished ? series.size() + " series" : open + " of " + series.size() + " undecided",
                1,
                1,
                tests,
                0,
                series.get(0).maximum(),
                (System.nanoTime() - start) / 1e9,
                series.stream().map(AaSeries::current).toList(),
                0,
                0,
                assay.certificate.Certificate.all(
                        series.stream().map(AaSeries::current).toList()),
                finished);
    }

    private void test(Streams streams, boolean[] wanted, AaTest[] out) {
        double[] drawn = design.draw(streams.assignment());
        int s = 0;
        for (int k = 1; k < design.arms().size(); k++) {
            Contrast contrast = null;
            for (int m = 0; m < metrics; m++, s++) {
                if (wanted[s]) {
                    contrast = contrast == null ? new Contrast(drawn, k) : contrast;
                    out[s] = answer(contrast.sample(m), streams);
                }
            }
        }
    }

    private AaTest answer(Sample one, Streams streams) {
        try {
            Estimate estimate = estimator.estimate(one, streams.estimator()).estimate();
            return new AaTest(
                    estimate.value(), estimate.stdError(), estimate.inference().pValue(0));
        } catch (EstimationException | IllegalArgumentException e) {
            return AaTest.FAILED;
        }
    }

    /**
     * The design that is drawn from.
     *
     * @return in words
     */
    public String design() {
        return design.words();
    }

    /**
     * The worst verdict.
     *
     * @param series what was found
     * @return refuted if any is, else inconclusive if any is
     */
    public static Verdict verdict(List<AaSeries> series) {
        return assay.certificate.Certificate.all(
                series.stream().map(one -> one.study().verdict()).toList());
    }

    /** The rows of one treated arm and of control, under one assignment. */
    private final class Contrast {
        private final Column indicator;
        private final int @Nullable [] rowsOrNull;
        private final Sample rest;

        Contrast(double[] drawn, int treated) {
            String name = sample.column(arm).name();
            if (design.arms().size() == 2) {
                this.rowsOrNull = null;
                this.indicator = new Column.Numeric(name, drawn);
                this.rest = sample.with(arm, indicator);
                return;
            }
            int count = 0;
            for (double code : drawn) {
                count += code == 0 || code == treated ? 1 : 0;
            }
            int[] rows = new int[count];
            double[] values = new double[count];
            int next = 0;
            for (int i = 0; i < drawn.length; i++) {
                if (drawn[i] == 0 || drawn[i] == treated) {
                    rows[next] = i;
                    values[next++] = drawn[i] == 0 ? 0 : 1;
                }
            }
            this.rowsOrNull = rows;
            this.indicator = new Column.Numeric(name, values);
            this.rest = sample.with(Role.OUTCOME).rows(rows).with(arm, indicator);
        }

        Sample sample(int metric) {
            Column outcome = sample.columns(Role.OUTCOME).get(metric);
            return rest.with(Role.OUTCOME, rowsOrNull == null ? outcome : outcome.rows(rowsOrNull));
        }
    }
}
