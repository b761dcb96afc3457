package assay.experiment;

import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.CenteredQr;
import assay.linear.Covariance;
import assay.linear.DesignCautions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Regression adjustment with interactions (Lin, Ann. Appl. Stat. 7, 2013): the coefficient of T in the least-squares
 * regression of Y on T, {@code X - mean(X)} and {@code T (X - mean(X))}, with means over the whole sample.
 *
 * <p>In a randomised experiment it is asymptotically never less precise than the difference in means, whatever the true
 * regression. It equals {@code a1 - a0}, where {@code a} is the intercept of an arm's own regression on the centred
 * covariates, and it is computed so; residuals and leverages are those of the two regressions.
 *
 * <p>The variance is that of the regression, with Student's t and {@code n - k} degrees of freedom. For a
 * superpopulation {@code (g1 - g0)' S (g1 - g0) / n} is added, with the arms' slopes g and the covariance matrix S of
 * the covariates, because their sample mean is then random.
 *
 * <p>A covariate that is aliased in either arm (such as an indicator of a level that occurs in only one) is left out of
 * both.
 *
 * @param population whom the effect is the average over
 * @param covariance the covariance estimator of the regression
 */
public record Lin(Population population, Covariance covariance) implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return for the sample, with {@link Covariance#HC2}
     */
    public static Lin standard() {
        return new Lin(Population.SAMPLE, Covariance.HC2);
    }

    @Override
    public Estimand target() {
        return population == Population.SAMPLE ? Estimand.SATE : Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        Covariates covariates = sample.covariates();
        int n = outcome.length;
        double[][] columns = covariates.columns();
        // Both arms are measured from one origin near the data, so that large means cost no digits.
        double[] origins = new double[columns.length];
        for (int j = 0; j < origins.length; j++) {
            origins[j] = Adjustment.mean(columns[j]);
        }
        int[] treatedRows = rows(arms.indicator(), 1, arms.treated());
        int[] controlRows = rows(arms.indicator(), 0, arms.control());
        CenteredQr treatedQr = factor(columns, origins, treatedRows);
        CenteredQr controlQr = factor(columns, origins, controlRows);
        double[] centres = new double[columns.length];
        for (int j = 0; j < centres.length; j++) {
            centres[j] = (treatedRows.length * treatedQr.mean(j) + controlRows.length * controlQr.mean(j)) / n;
        }
        List<String> aliased = new ArrayList<>(0);
        int[] kept = common(treatedQr, controlQr, covariates.names(), aliased);
        if (kept.length < columns.length) {
            columns = ArmRegression.pick(columns, kept);
            origins = pick(origins, kept);
            centres = pick(centres, kept);
            treatedQr = factor(columns, origins, treatedRows);
            controlQr = factor(columns, origins, controlRows);
        }
        int k = 2 * (kept.length + 1);
        Adjustment.requireRows(treatedRows.length, kept.length + 1, "Arm '" + arms.treatedLabel() + "'");
        Adjustment.requireRows(controlRows.length, kept.length + 1, "Arm '" + arms.controlLabel() + "'");
        ArmRegression treated = new ArmRegression(treatedQr, centres, ArmRegression.gather(outcome, treatedRows));
        ArmRegression control = new ArmRegression(controlQr, centres, ArmRegression.gather(outcome, controlRows));

        double rss = treated.rss() + control.rss();
        Adjustment.requireNoise(
                rss,
                treated.tss() + control.tss(),
                n,
                Math.max(Math.abs(treated.mean()), Math.abs(control.mean())),
                sample.column(Role.OUTCOME).name());
        double mean = (double) k / n;
        double variance = covariance.scale(rss, n, k)
                * (treated.varianceSum(covariance, mean) + control.varianceSum(covariance, mean));
        double[] surface = population == Population.SUPERPOPULATION
                ? surface(columns, origins, centres, treated.slopes(), control.slopes())
                : new double[0];
        double total = variance + Adjustment.squares(surface) / (n - 1) / n;
        Estimate estimate = Estimate.studentT(
                target(),
                arms.contrast(),
                treated.intercept() - control.intercept(),
                Adjustment.stdError(total, covariance),
                n - k);
        Glance glance = Glance.of(
                "lin",
                covariance.label() + (population == Population.SAMPLE ? "" : " plus the variance of covariate means")
                        + ", t with n - k degrees of freedom",
                sample,
                arms,
                Map.of(
                        "r_squared_treated", 1 - treated.rss() / treated.tss(),
                        "r_squared_control", 1 - control.rss() / control.tss(),
                        "coefficients", (double) k));
        DesignCautions cautions = new DesignCautions().aliased(aliased);
        if (treated.isolated() || control.isolated()) {
            double[] leverages = new double[n];
            treated.scatterLeverages(leverages, treatedRows);
            control.scatterLeverages(leverages, controlRows);
            cautions.leverages(leverages, covariance);
        }
        cautions.rows("Arm '" + arms.treatedLabel() + "'", treatedRows.length, kept.length + 1)
                .rows("Arm '" + arms.controlLabel() + "'", controlRows.length, kept.length + 1);
        Influence influence = term -> {
            double[] values = new double[n];
            System.arraycopy(surface, 0, values, 0, surface.length);
            treated.addInfluence(values, treatedRows, 1);
            control.addInfluence(values, controlRows, -1);
            return values;
        };
        return new Fit(List.of(estimate), glance, cautions.list(), influence);
    }

    private static CenteredQr factor(double[][] columns, double[] origins, int[] rows) {
        return CenteredQr.inPlace(ArmRegression.gather(columns, origins, rows), rows.length);
    }

    private static int[] rows(double[] indicator, int arm, int count) {
        // One spare place, so that the last write needs no branch.
        int[] rows = new int[count + 1];
        int next = 0;
        for (int i = 0; i < indicator.length; i++) {
            rows[next] = i;
            next += (int) indicator[i] == arm ? 1 : 0;
        }
        return Arrays.copyOf(rows, count);
    }

    private static double[] pick(double[] values, int[] which) {
        double[] out = new double[which.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = values[which[k]];
        }
        return out;
    }

    private static int[] common(CenteredQr treated, CenteredQr control, List<String> names, List<String> aliased) {
        boolean[] out = new boolean[names.size()];
        for (int j : treated.aliased()) {
            out[j] = true;
        }
        for (int j : control.aliased()) {
            out[j] = true;
        }
        int[] kept = new int[names.size()];
        int count = 0;
        for (int j = 0; j < out.length; j++) {
            if (out[j]) {
                aliased.add(names.get(j));
            } else {
                kept[count++] = j;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** The estimated effect of each row less the average: (g1 - g0)'(x - mean). */
    private static double[] surface(
            double[][] columns, double[] origins, double[] centres, double[] treated, double[] control) {
        double[] out = new double[columns.length == 0 ? 0 : columns[0].length];
        for (int j = 0; j < columns.length; j++) {
            double slope = treated[j] - control[j];
            double[] column = columns[j];
            for (int i = 0; i < out.length; i++) {
                out[i] += slope * (column[i] - origins[j] - centres[j]);
            }
        }
        return out;
    }
}
