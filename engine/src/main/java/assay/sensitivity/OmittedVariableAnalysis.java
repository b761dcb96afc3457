package assay.sensitivity;

import assay.Arguments;
import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.LeastSquares;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.math3.util.FastMath;

/**
 * The regression of an outcome on a treatment and covariates, held against variables that were left out of it.
 *
 * <p>The coefficient comes with its classical standard error, for which alone the identities of {@link OmittedVariable} hold.
 * A categorical covariate stands for the indicators of its levels. The treatment is a column of two levels, or a numeric
 * one of any values.
 */
public final class OmittedVariableAnalysis {

    private final Sample sample;
    private final Covariates covariates;
    private final double[] treatment;
    private final Residuals residuals;
    private final OmittedVariable regression;

    private OmittedVariableAnalysis(Sample sample, Covariates covariates, double[] treatment, String term) {
        this.sample = sample;
        this.covariates = covariates;
        this.treatment = treatment;
        double[] outcome = sample.outcome();
        this.residuals = Residuals.of(covariates.columns(), treatment, outcome);
        if (residuals.treatmentDetermined()) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The covariates determine the treatment '" + term + "' exactly, so that its effect cannot be told"
                            + " from theirs.",
                    "Leave out the covariate that determines the treatment.");
        }
        int f = residuals.degreesOfFreedom();
        if (f < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    sample.size() + " rows leave " + Math.max(f, 0) + " degrees of freedom beside "
                            + (sample.size() - f) + " coefficients; a regression that could hold one more variable"
                            + " needs 2.",
                    "Use fewer covariates, or collect more rows.");
        }
        if (LeastSquares.noiseless(
                residuals.outcomeSquares(), residuals.total(), sample.size(), residuals.outcomeMean())) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + sample.column(Role.OUTCOME).name() + "' is constant or an exact linear function of"
                            + " the treatment and the covariates; no variation is left for an omitted variable to"
                            + " explain.",
                    "Check that no covariate is a copy of the outcome.");
        }
        double error = FastMath.sqrt(residuals.outcomeSquares() / f / residuals.treatmentSquares());
        this.regression = new OmittedVariable(term, residuals.coefficient(), error, f);
    }

    /**
     * Runs the regression.
     *
     * @param sample an outcome, an assignment (or treatment), and covariates if there are any
     * @return the analysis
     * @throws EstimationException if a role is missing, the covariates determine the treatment or the outcome, or rows are
     *     too few
     */
    public static OmittedVariableAnalysis of(Sample sample) {
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT));
        Role role = sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        Column column = sample.column(role);
        if (column instanceof Column.Numeric numeric && levels(numeric.values()) > 2) {
            return new OmittedVariableAnalysis(sample, sample.covariates(), numeric.values(), column.name());
        }
        TwoArms arms = TwoArms.of(sample);
        return new OmittedVariableAnalysis(sample, sample.covariates(), arms.indicator(), column.name());
    }

    private static int levels(double[] values) {
        Set<Double> seen = new HashSet<>();
        for (double v : values) {
            seen.add(v + 0.0);
            if (seen.size() > 2) {
                break;
            }
        }
        return seen.size();
    }

    /**
     * The coefficient of the treatment.
     *
     * @return with its classical standard error
     */
    public OmittedVariable regression() {
        return regression;
    }

    /**
     * The rows that it was made from.
     *
     * @return the sample as given
     */
    public Sample sample() {
        return sample;
    }

    /** The treatment, row by row; not to be written to. */
    double[] treatment() {
        return treatment;
    }

    /** The residuals that everything is computed from. */
    Residuals residuals() {
        return residuals;
    }

    /**
     * The strength that observed covariates have themselves: what is lost when they are left out.
     *
     * @param names covariates, or levels of categorical ones such as {@code village_Abata}
     * @return their partial R-squared with the treatment, and with the outcome given the treatment
     * @throws EstimationException if a covariate is unknown, or the others determine them all
     */
    public Strength observed(List<String> names) {
        Residuals without = without(names);
        double d = FastMath.max(0, 1 - residuals.treatmentSquares() / without.treatmentSquares());
        double y = FastMath.max(0, 1 - residuals.outcomeSquares() / without.outcomeSquares());
        return new Strength(d, y);
    }

    /** The same regression without some of its covariates. */
    Residuals without(List<String> names) {
        boolean[] left = new boolean[covariates.count()];
        for (String name : Arguments.distinct("covariate", names)) {
            leaveOut(name, left);
        }
        List<double[]> kept = new ArrayList<>();
        for (int j = 0; j < left.length; j++) {
            if (!left[j]) {
                kept.add(covariates.columns()[j]);
            }
        }
        Residuals without = Residuals.of(kept.toArray(new double[0][]), treatment, sample.outcome());
        if (without.rank() == residuals.rank()) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The other covariates determine " + String.join(", ", names)
                            + ", so that nothing is lost without them and no strength can be read off.",
                    "Choose another benchmark, or leave out the covariates that repeat it.");
        }
        return without;
    }

    private void leaveOut(String name, boolean[] left) {
        boolean found = false;
        for (Column column : sample.columns(Role.COVARIATE)) {
            if (column.name().equals(name)) {
                found = true;
                for (String own : Covariates.of(List.of(column)).names()) {
                    left[covariates.names().indexOf(own)] = true;
                }
            }
        }
        if (!found && covariates.names().contains(name)) {
            left[covariates.names().indexOf(name)] = true;
            found = true;
        }
        if (!found) {
            Set<String> known = new LinkedHashSet<>();
            sample.columns(Role.COVARIATE).forEach(column -> known.add(column.name()));
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no covariate '" + name + "' to hold an omitted variable against.",
                    known.isEmpty()
                            ? "Name it among the covariates first."
                            : Names.help(name, "covariates", List.copyOf(known)));
        }
    }

    /**
     * The most that an omitted variable can be if it is as many times as strong as observed covariates, with both the
     * treatment and the outcome.
     *
     * @param names covariates, taken together
     * @param times how many times as strong, at least 0
     * @return the bound
     * @throws EstimationException as {@link #benchmark(List, double, double)}
     */
    public Benchmark benchmark(List<String> names, double times) {
        return benchmark(names, times, times);
    }

    /**
     * The most that an omitted variable can be if it explains k_D times as much of the treatment, and k_Y times as much of the
     * outcome, as observed covariates do (Cinelli and Hazlett 2020, section 4.4). With a and y the partial R-squared of the
     * covariates, {@code R2_D = k_D a / (1 - a)}, {@code c = k_D a^2 / ((1 - k_D a)(1 - a))} and {@code R2_Y = (sqrt(k_Y) +
     * sqrt(c))^2 / (1 - c) y / (1 - y)}.
     *
     * @param names covariates, taken together
     * @param timesTreatment k_D, at least 0
     * @param timesOutcome k_Y, at least 0
     * @return the bound, and what the regression would have found there
     * @throws EstimationException if a covariate is unknown or determined by the others, or a variable so many times as strong
     *     cannot exist, as it would have to explain more than there is
     */
    public Benchmark benchmark(List<String> names, double timesTreatment, double timesOutcome) {
        nonNegative("k_D", timesTreatment);
        nonNegative("k_Y", timesOutcome);
        Strength own = observed(names);
        Strength bound = bound(own, timesTreatment, timesOutcome, names);
        return new Benchmark(names, timesTreatment, timesOutcome, own, bound, regression.adjusted(bound));
    }

    /**
     * The largest multiple at which an omitted variable as strong as that many times the covariates can exist.
     *
     * @param names covariates, taken together
     * @return above 0; infinite where the covariates explain nothing
     * @throws EstimationException if a covariate is unknown, or the others determine them all
     */
    public double largestMultiple(List<String> names) {
        Strength own = observed(names);
        double low = 0;
        double high = 1;
        while (high < 1e9 && exists(own, high)) {
            low = high;
            high *= 2;
        }
        if (!(high < 1e9)) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < 200 && high - low > 1e-12 * high; i++) {
            double middle = low + (high - low) / 2;
            if (exists(own, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean exists(Strength own, double times) {
        double[] implied = implied(own, times, times);
        return implied[0] < 1 && implied[1] < 1;
    }

    private static void nonNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, not " + value);
        }
    }

    /** Shares that such a variable would explain; infinite where it would have to explain more than there is. */
    static double[] implied(Strength own, double timesTreatment, double timesOutcome) {
        double a = own.treatment();
        double y = own.outcome();
        double onTreatment = timesTreatment * a / (1 - a);
        double c = timesTreatment * a * a / ((1 - timesTreatment * a) * (1 - a));
        if (!(timesTreatment * a < 1) || !(c < 1)) {
            return new double[] {onTreatment, Double.POSITIVE_INFINITY};
        }
        double root = FastMath.sqrt(timesOutcome) + FastMath.sqrt(c);
        return new double[] {onTreatment, root * root / (1 - c) * y / (1 - y)};
    }

    private static Strength bound(Strength own, double timesTreatment, double timesOutcome, List<String> names) {
        double[] implied = implied(own, timesTreatment, timesOutcome);
        if (implied[0] < 1 && implied[1] < 1) {
            return new Strength(implied[0], implied[1]);
        }
        boolean onTreatment = !(implied[0] < 1);
        throw new EstimationException(
                Problem.NOT_IDENTIFIED,
                String.format(
                        Locale.ROOT,
                        "No variable can be %s times as strong as %s: it would have to explain %s of what is left of the"
                                + " %s, which is more than there is (%s explains %.4g of the treatment and %.4g of the"
                                + " outcome).",
                        onTreatment ? timesTreatment : timesOutcome,
                        String.join(", ", names),
                        onTreatment ? String.format(Locale.ROOT, "%.3g times all", implied[0]) : "all",
                        onTreatment ? "treatment" : "outcome",
                        names.size() == 1 ? "it" : "the group",
                        own.treatment(),
                        own.outcome()),
                "Use a smaller multiple, or a weaker benchmark.");
    }
}
