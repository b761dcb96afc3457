package assay.switchback;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.ClusteredOls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The effect of treatment kept up, by least squares over the periods of a switchback that are left once the first ones of each block
 * are dropped: those in which the arm before may still be at work.
 *
 * <p>The outcome is regressed on treatment, an intercept for each market and the covariates; every row counts the same, so that with
 * blocks of one length and no covariates the estimate is the difference in means of block means. Blocks are clusters, as the
 * coin was tossed for each, or else markets; errors are CR2 with Satterthwaite's degrees of freedom. Dropping periods removes the
 * bias of a carryover that lasts no longer than the burn-in; regression is unbiased up to the order of one over the number
 * of blocks. Periods may be missing: a block begins with its first row.
 *
 * @param burnIn periods dropped at the start of each block, not negative
 * @param clustering what is taken for independent
 */
public record SwitchbackBlockRegression(int burnIn, Clustering clustering) implements Estimator<Fit> {

    /** What is taken for independent of each other. */
    public enum Clustering {
        /** Blocks, each with its own toss: right by the design. */
        BLOCKS,
        /** Whole markets, as drawn from a population of markets in which effects differ; for twenty markets and more. */
        MARKETS
    }

    public SwitchbackBlockRegression {
        Arguments.atLeast("burn-in", burnIn, 0);
    }

    /**
     * The usual choice.
     *
     * @param burnIn periods dropped at the start of each block
     * @return clustered by block
     */
    public static SwitchbackBlockRegression standard(int burnIn) {
        return new SwitchbackBlockRegression(burnIn, Clustering.BLOCKS);
    }

    @Override
    public Estimand target() {
        return Estimand.LAG_EFFECT;
    }

    @Override
    public Set<Role> needs() {
        return clustering == Clustering.BLOCKS
                ? Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.BLOCK)
                : Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.BLOCK, Role.CLUSTER);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(
                Role.OUTCOME,
                Role.ASSIGNMENT,
                Role.TIME,
                Role.BLOCK,
                Role.CLUSTER,
                Role.COVARIATE,
                Role.WEIGHT,
                Role.PROPENSITY);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        Calendar calendar = Calendar.of(sample, arms);
        int[] toss = calendar.tosses();
        int[] age = calendar.age(toss);
        int[] kept =
                IntStream.range(0, age.length).filter(i -> age[i] >= burnIn).toArray();
        requireBothArms(sample, arms, kept);
        Fit fit = absorbs(sample, calendar)
                ? WithinMarkets.fit(sample.rows(kept))
                : ClusteredOls.standard().estimate(kept(sample, calendar, toss, kept), random);
        Estimate e = fit.estimate();
        Map<String, Double> figures = new TreeMap<>(fit.glance().diagnostics());
        figures.put("rows_kept", (double) kept.length);
        figures.put("tosses", (double) Arrays.stream(toss).max().orElse(0) + 1);
        figures.put("burn_in", (double) burnIn);
        Glance glance = new Glance(
                "switchback-block-regression",
                fit.glance().variance() + ", clustered by "
                        + (clustering == Clustering.BLOCKS
                                ? "block"
                                : sample.column(Role.CLUSTER).name()),
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                fit.glance().clusters(),
                figures);
        Influence influence = term -> spread(fit.influence().orElseThrow().values(term), kept, sample.size());
        Estimate estimate = new Estimate(target(), arms.contrast(), e.value(), e.stdError(), e.inference());
        return new Fit(List.of(estimate), glance, fit.cautions(), influence);
    }

    /** Weights do not commute with taking means off. */
    private boolean absorbs(Sample sample, Calendar calendar) {
        return clustering == Clustering.MARKETS
                && calendar.markets() > 1
                && !sample.has(Role.WEIGHT)
                && !sample.has(Role.PROPENSITY);
    }

    private Sample kept(Sample sample, Calendar calendar, int[] toss, int[] kept) {
        List<Column> covariates = new ArrayList<>();
        if (calendar.markets() > 1) {
            covariates.add(levels("market", calendar.market(), calendar.markets()));
        }
        covariates.addAll(sample.columns(Role.COVARIATE));
        Sample all = sample.with(Role.COVARIATE, covariates.toArray(new Column[0]));
        if (clustering == Clustering.BLOCKS) {
            double[] block = Arrays.stream(toss).asDoubleStream().toArray();
            all = all.with(
                    Role.CLUSTER, new Column.Numeric(sample.column(Role.BLOCK).name(), block));
        }
        return all.rows(kept);
    }

    private static Column levels(String name, int[] codes, int count) {
        return new Column.Categorical(
                name,
                codes,
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    private void requireBothArms(Sample sample, TwoArms arms, int[] kept) {
        int treated = 0;
        for (int i : kept) {
            treated += (int) arms.indicator()[i];
        }
        if (Math.min(treated, kept.length - treated) < 2) {
            throw new EstimationException(
                    Problem.HORIZON_TOO_SHORT,
                    "With a burn-in of " + burnIn + " periods, " + treated + " treated and " + (kept.length - treated)
                            + " control rows of " + sample.size() + " are left; blocks of column '"
                            + sample.column(Role.BLOCK).name() + "' are too short for it.",
                    "Drop fewer periods, or toss less often in the next experiment.");
        }
    }

    private static double[] spread(double[] values, int[] kept, int rows) {
        double[] all = new double[rows];
        double factor = rows / (double) kept.length;
        for (int k = 0; k < kept.length; k++) {
            all[kept[k]] = factor * values[k];
        }
        return all;
    }
}
