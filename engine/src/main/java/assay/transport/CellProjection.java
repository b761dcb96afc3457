package assay.transport;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The effect of an experiment's treatment in another population by post-stratification: differences in means within cells of the
 * covariates, averaged with the shares that the cells have among the units of the target, {@code p'theta}.
 *
 * <p>The estimand is {@code sum of p(cell) E[Y(1) - Y(0) | cell]} over the target, identified when treatment was assigned at random
 * within cells and effects within a cell are the same in both populations. Shares are counted among N units of the target, so that
 * their covariance is the multinomial {@code O = (diag p - p p') / N}, and the variance {@code p'Sp + theta'O theta + tr(SO)} with S
 * the (diagonal) covariance of the effects; its last term is of second order. Inference is Student's t with the degrees of freedom of
 * Welch and Satterthwaite over the arms of the cells and the target.
 *
 * <p>A cell of the target that an arm of the experiment lacks is refused; one that the target lacks has weight 0. Projected to the
 * experiment's own units, the estimate is that of the saturated regression.
 *
 * <p>Source: Miratrix, Sekhon and Yu, JRSS B 75 (2013), doi:10.1111/j.1467-9868.2012.01048.x, for post-stratification; Stuart, Cole,
 * Bradshaw and Leaf, JRSS A 174 (2011), doi:10.1111/j.1467-985X.2010.00673.x, for the transport.
 *
 * @param shares what the uncertainty of the shares adds
 */
public record CellProjection(ShareUncertainty shares) implements Estimator<Fit> {

    /**
     * Shares counted among the units of the target.
     *
     * @return the method
     */
    public static CellProjection standard() {
        return new CellProjection(ShareUncertainty.COUNTED);
    }

    @Override
    public Estimand target() {
        return Estimand.TARGET_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Populations.NEEDS;
    }

    /**
     * Estimates the effect in the target.
     *
     * @param sample outcome, assignment, covariates whose levels make the cells, and a stratum that is 1 in the experiment and 0 in
     *     the target
     * @param random not used
     * @return one term
     * @throws EstimationException if a cell of the target has not two units of each arm in the experiment, or a covariate is no
     *     classification
     */
    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Populations populations = Populations.of(sample);
        Cells cells = Cells.of(populations);
        double[] p = shares(populations.target, cells);
        double[] own = shares(populations.experiment, cells);
        CellEffects effects = CellEffects.of(populations, cells, p);
        int units = populations.target.length;
        double value = 0;
        double mean2 = 0;
        double trace = 0;
        Satterthwaite sum = new Satterthwaite();
        double effective = 0;
        for (int c = 0; c < p.length; c++) {
            value += p[c] * effects.effects[c];
            mean2 += p[c] * effects.effects[c] * effects.effects[c];
            effective += own[c] > 0 ? p[c] * p[c] / own[c] : 0;
            for (int arm = 0; arm < 2; arm++) {
                double v = effects.variances[arm][c];
                trace += v * p[c] * (1 - p[c]) / units;
                sum.add(p[c] * p[c] * v, effects.rows[arm][c] - 1.0);
            }
        }
        double sampling = (mean2 - value * value) / units;
        if (shares == ShareUncertainty.COUNTED) {
            sum.add(sampling + trace, units - 1.0);
        }
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("cells", (double) p.length);
        diagnostics.put("se_of_shares", Math.sqrt(sampling + trace));
        diagnostics.put("ess_ratio", 1 / effective);
        List<Caution> cautions = cautions(cells, p, effects);
        double[] influence = influence(populations, cells, p, effects, value);
        return new Fit(
                List.of(Estimate.studentT(
                        Estimand.TARGET_ATE,
                        populations.arms.contrast(),
                        value,
                        Math.sqrt(sum.variance()),
                        sum.degreesOfFreedom())),
                Carried.glance("projection", shares.words(), populations, diagnostics),
                cautions,
                term -> influence.clone());
    }

    /**
     * The cells of both populations, in the order of their levels.
     *
     * @param sample as for {@link #estimate}
     * @return a row for each cell that occurs
     * @throws EstimationException as {@link #estimate}
     */
    public static List<CellShare> cells(Sample sample) {
        Populations populations = Populations.of(sample);
        Cells cells = Cells.of(populations);
        double[] there = shares(populations.target, cells);
        double[] here = shares(populations.experiment, cells);
        CellEffects effects = CellEffects.of(populations, cells, there);
        List<CellShare> rows = new ArrayList<>();
        for (int c = 0; c < there.length; c++) {
            boolean used = there[c] > 0;
            rows.add(new CellShare(
                    cells.labels.get(c),
                    here[c],
                    there[c],
                    effects.rows[1][c],
                    effects.rows[0][c],
                    used ? effects.effects[c] : Double.NaN,
                    used ? Math.sqrt(effects.variances[0][c] + effects.variances[1][c]) : Double.NaN));
        }
        return List.copyOf(rows);
    }

    private static double[] shares(int[] rows, Cells cells) {
        double[] shares = new double[cells.labels.size()];
        for (int row : rows) {
            shares[cells.of[row]] += 1.0 / rows.length;
        }
        return shares;
    }

    private static List<Caution> cautions(Cells cells, double[] p, CellEffects effects) {
        List<Caution> cautions = new ArrayList<>();
        for (int c = 0; c < p.length; c++) {
            int least = Math.min(effects.rows[0][c], effects.rows[1][c]);
            if (p[c] > 0 && least < Effective.FEWEST) {
                cautions.add(Caution.of(
                        "small-cell",
                        String.format(
                                Locale.ROOT,
                                "%.1f%% of the target are units with %s, of which an arm of the experiment has %d.",
                                100 * p[c],
                                cells.labels.get(c),
                                least)));
                break;
            }
        }
        return cautions;
    }

    private static double[] influence(
            Populations populations, Cells cells, double[] p, CellEffects effects, double value) {
        double[] influence = new double[populations.sample.size()];
        double n = influence.length;
        for (int arm = 0; arm < 2; arm++) {
            int[] rows = populations.arm(arm);
            double[] y = populations.outcomes(arm);
            double[] means = new double[p.length];
            for (int i = 0; i < rows.length; i++) {
                means[cells.of[rows[i]]] += y[i] / effects.rows[arm][cells.of[rows[i]]];
            }
            for (int i = 0; i < rows.length; i++) {
                int c = cells.of[rows[i]];
                double v = n * p[c] / effects.rows[arm][c] * (y[i] - means[c]);
                influence[rows[i]] = arm == 1 ? v : -v;
            }
        }
        for (int row : populations.target) {
            influence[row] = n / populations.target.length * (effects.effects[cells.of[row]] - value);
        }
        return influence;
    }
}
