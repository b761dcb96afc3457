package assay.quasi;

import assay.Arguments;
import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The jump of the mean outcome where a running variable passes the cutoff at which treatment changes: {@code tau = lim E[Y | X
 * = x] from above less the limit from below}, by local polynomials on both sides, with the leading bias estimated and taken out
 * and a standard error that counts how uncertain that bias is (Calonico, Cattaneo and Titiunik, Econometrica 82, 2014,
 * doi:10.3982/ECTA11757).
 *
 * <p>With {@code K_h} the kernel, {@code m(0+)} the intercept of the weighted polynomial of order p at bandwidth h, and {@code
 * mu} the coefficient of power p + 1 in one of order p + 1 at bandwidth b, the limit from above is {@code m(0+) - h^(p+1) B
 * mu}, {@code B} being what the first fit makes of {@code (x / h)^(p+1)}. It is linear in the outcome; its variance is the sum
 * of squared weights times squared residuals. Without the correction the interval at the bandwidth that is best for the
 * estimate does not cover: there bias and standard error are of one size.
 *
 * <p>The running variable is the first covariate; others are left alone. A sharp design needs no assignment; one that is given
 * must say the side of the cutoff. In a fuzzy design the treatment is taken up by some on each side: the jump of the outcome is
 * divided by that of the treatment, which is the effect on those whom the cutoff moves, with bandwidths of the outcome. A
 * cluster gives cluster sums. Terms: {@code 1 - 0}, bias-corrected with its robust standard error; {@code conventional};
 * {@code bias-corrected} with the conventional standard error, for comparison; in a fuzzy design {@code first stage}. Normal
 * inference.
 *
 * <p>Diagnostics: {@code bandwidth}, {@code bias_bandwidth}, {@code cutoff}, rows within h on each side ({@code left_rows},
 * {@code right_rows}), {@code repeated_share} of rows that repeat a value of the running variable.
 *
 * @param cutoff where treatment changes; rows at it are treated
 * @param kernel how rows count by distance
 * @param variance which residuals the variance is made of
 * @param order order p of the polynomial, 1 to 4
 * @param bandwidth h in units of the running variable, 0 for the one of least mean squared error
 * @param biasBandwidth b likewise, 0 for the best, or for h where that is given
 * @param design whether treatment is decided by the cutoff or only made likelier
 */
public record RegressionDiscontinuity(
        double cutoff,
        RdKernel kernel,
        RdVariance variance,
        int order,
        double bandwidth,
        double biasBandwidth,
        RdDesign design)
        implements Estimator<Fit> {

    private static final int FEW = 20;
    private static final int MOST = 4;
    private static final double WEAK = 10;

    public RegressionDiscontinuity {
        Arguments.finite("cutoff", cutoff);
        Arguments.atLeast("order", order, 1);
        if (order > MOST) {
            throw new IllegalArgumentException("order must be at most " + MOST + ", not " + order
                    + ": polynomials of higher order swing at the boundary");
        }
        if (!(bandwidth >= 0 && bandwidth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bandwidth must be above 0, or 0 for the best, not " + bandwidth);
        }
        if (!(biasBandwidth >= 0 && biasBandwidth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "biasBandwidth must be above 0, or 0 for the best, not " + biasBandwidth);
        }
    }

    /**
     * Local linear with the triangular kernel at the best bandwidths, nearest-neighbour residuals, a sharp cutoff at 0.
     *
     * @return the estimator
     */
    public static RegressionDiscontinuity standard() {
        return new RegressionDiscontinuity(
                0, RdKernel.TRIANGULAR, RdVariance.NEAREST_NEIGHBOURS, 1, 0, 0, RdDesign.SHARP);
    }

    /**
     * The same at another cutoff.
     *
     * @param changed where treatment changes
     * @return the changed estimator
     */
    public RegressionDiscontinuity at(double changed) {
        return new RegressionDiscontinuity(changed, kernel, variance, order, bandwidth, biasBandwidth, design);
    }

    /**
     * The same with bandwidths that are not chosen by the data.
     *
     * @param h bandwidth of the estimate
     * @param b bandwidth of its bias
     * @return the changed estimator
     */
    public RegressionDiscontinuity within(double h, double b) {
        return new RegressionDiscontinuity(cutoff, kernel, variance, order, h, b, design);
    }

    /**
     * The same for a cutoff that makes treatment likelier.
     *
     * @return the changed estimator
     */
    public RegressionDiscontinuity fuzzy() {
        return new RegressionDiscontinuity(cutoff, kernel, variance, order, bandwidth, biasBandwidth, RdDesign.FUZZY);
    }

    @Override
    public Estimand target() {
        return design == RdDesign.FUZZY ? Estimand.LATE : Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return design == RdDesign.FUZZY
                ? Set.of(Role.OUTCOME, Role.COVARIATE, Role.TREATMENT)
                : Set.of(Role.OUTCOME, Role.COVARIATE);
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = EnumSet.copyOf(needs());
        roles.add(Role.ASSIGNMENT);
        roles.add(Role.TREATMENT);
        roles.add(Role.CLUSTER);
        return roles;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] y = sample.outcome();
        String name = sample.column(Role.OUTCOME).name();
        RdArms arms = RdArms.of(sample, cutoff, design);
        RdSides sides = RdSides.of(sample, cutoff);
        MseBandwidth width = width(sides, y, name);
        RdJump jump = RdJump.of(sides, y, name, kernel, variance, order, width);
        List<Estimate> terms = new ArrayList<>();
        List<Caution> cautions = new ArrayList<>();
        if (design == RdDesign.SHARP) {
            add(terms, arms.contrast(), arms.sign(), jump);
        } else {
            fuzzy(sides, y, arms, width, jump, terms, cautions);
        }
        caution(sides, jump, width, cautions);
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("bandwidth", width.h());
        diagnostics.put("bias_bandwidth", width.b());
        diagnostics.put("cutoff", cutoff);
        diagnostics.put("left_rows", (double) jump.leftRows());
        diagnostics.put("right_rows", (double) jump.rightRows());
        diagnostics.put("repeated_share", sides.repeated());
        Glance glance = new Glance(
                "rdd",
                "robust to the bias, residuals by " + variance.label()
                        + (sample.has(Role.CLUSTER) ? ", summed by cluster" : ""),
                sample.size(),
                arms.treated(),
                sample.size() - arms.treated(),
                sample.dropped(),
                sample.has(Role.CLUSTER)
                        ? sides.left().independent(jump.leftRows())
                                + sides.right().independent(jump.rightRows())
                        : 0,
                diagnostics);
        return new Fit(terms, glance, cautions);
    }

    /** The bandwidths that are used for an outcome. */
    MseBandwidth width(RdSides sides, double[] y, String name) {
        if (bandwidth > 0) {
            return new MseBandwidth(bandwidth, biasBandwidth > 0 ? biasBandwidth : bandwidth);
        }
        MseBandwidth best = MseBandwidth.of(sides, y, name, kernel, variance, order);
        return biasBandwidth > 0 ? new MseBandwidth(best.h(), biasBandwidth) : best;
    }

    private void add(List<Estimate> terms, String contrast, double sign, RdJump jump) {
        double robust = sign * jump.corrected();
        terms.add(Estimate.normal(target(), contrast, robust, jump.robustError()));
        terms.add(Estimate.normal(target(), "conventional", sign * jump.conventional(), jump.conventionalError()));
        terms.add(Estimate.normal(target(), "bias-corrected", robust, jump.conventionalError()));
    }

    /** The ratio of two jumps, which to first order is a jump of {@code (Y - tau D) / jump of D}. */
    private void fuzzy(
            RdSides sides,
            double[] y,
            RdArms arms,
            MseBandwidth width,
            RdJump outcome,
            List<Estimate> terms,
            List<Caution> cautions) {
        RdJump take = takeUp(sides, arms, width);
        double ratio = outcome.conventional() / take.conventional();
        double[] combined = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            combined[i] = (y[i] - ratio * arms.indicator()[i]) / take.conventional();
        }
        RdJump both = RdJump.of(sides, combined, "outcome less treatment", kernel, variance, order, width);
        // The combined jump is 0 by construction, so that what is left is its correction for bias.
        double corrected = ratio + both.corrected() - both.conventional();
        terms.add(Estimate.normal(target(), arms.contrast(), corrected, both.robustError()));
        terms.add(Estimate.normal(target(), "conventional", ratio, both.conventionalError()));
        terms.add(Estimate.normal(target(), "bias-corrected", corrected, both.conventionalError()));
        terms.add(Estimate.normal(Estimand.COMPLIANCE, "first stage", take.corrected(), take.robustError()));
        double f = Math.pow(take.corrected() / take.robustError(), 2);
        if (f < WEAK) {
            cautions.add(Caution.of(
                    "weak-instrument",
                    String.format(
                            Locale.ROOT,
                            "Treatment jumps by %.3f at the cutoff (F = %.1f): too little for the ratio to be normal.",
                            take.corrected(),
                            f)));
        }
    }

    private RdJump takeUp(RdSides sides, RdArms arms, MseBandwidth width) {
        double[] treated = arms.indicator();
        RdJump take;
        try {
            take = RdJump.of(sides, treated, arms.column(), kernel, variance, order, width);
        } catch (EstimationException e) {
            if (e.problem() != Problem.CONSTANT_OUTCOME) {
                throw e;
            }
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Treatment '" + arms.column() + "' does not vary about its curve near the cutoff "
                            + Panel.label(cutoff) + ": the cutoff decides it there, or does not move it.",
                    "Leave --treatment out where the cutoff decides; the design is sharp then.");
        }
        if (take.conventional() == 0) {
            throw new EstimationException(
                    Problem.NO_FIRST_STAGE,
                    "Treatment '" + arms.column() + "' does not jump at the cutoff " + Panel.label(cutoff) + ".",
                    "Check the cutoff.");
        }
        return take;
    }

    private void caution(RdSides sides, RdJump jump, MseBandwidth width, List<Caution> cautions) {
        if (sides.massPoints()) {
            cautions.add(Caution.of(
                    "mass-points",
                    String.format(
                            Locale.ROOT,
                            "Running variable '%s' has mass points: %.0f%% of rows repeat a value, and within the bandwidth"
                                    + " %.4g are %d different values below and %d above the cutoff. What it does between them is"
                                    + " not seen.",
                            sides.name(),
                            100 * sides.repeated(),
                            width.h(),
                            sides.left().distinct(jump.leftRows()),
                            sides.right().distinct(jump.rightRows()))));
        }
        if (Math.min(jump.leftRows(), jump.rightRows()) < FEW) {
            cautions.add(Caution.of(
                    "few-near-cutoff",
                    "Within the bandwidth are " + jump.leftRows() + " rows below and " + jump.rightRows()
                            + " above the cutoff; normal inference wants more."));
        }
    }

    /**
     * The same estimate of the jump of a covariate, which is 0 where nothing but treatment changes at the cutoff.
     *
     * @param sample running variable first among the covariates, and others
     * @param covariate a numeric column with the same rows
     * @return bias-corrected with its robust standard error
     * @throws EstimationException as for an outcome
     */
    public Estimate continuity(Sample sample, Column.Numeric covariate) {
        RdSides sides = RdSides.of(sample, cutoff);
        double[] values = covariate.values();
        RdJump jump = RdJump.of(
                sides, values, covariate.name(), kernel, variance, order, width(sides, values, covariate.name()));
        return Estimate.normal(Estimand.CATE, covariate.name(), jump.corrected(), jump.robustError());
    }
}
