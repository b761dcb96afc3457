package assay.sensitivity;

import assay.Arguments;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.CenteredQr;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * Attempts to refute an analysis on its own data: changes of the data after which a right analysis must find nothing, or the same.
 * To withstand them proves nothing; what fails one is wrong.
 */
public final class Refuters {

    /** Chance that a right analysis fails an attempt that is repeated. */
    private static final double FALSE_ALARM = 0.001;

    /** Share of a standard error by which a variable that is no cause may move an estimate on average. */
    private static final double MOVED = 0.1;

    private Refuters() {}

    /**
     * Another outcome that the treatment cannot have moved, such as one from before it: an effect on it is bias.
     *
     * @param method the analysis
     * @param sample its data
     * @param control the outcome
     * @param alpha size of the test, in (0, 1)
     * @param random randomness of the analysis
     * @return refuted if the method finds an effect at the level
     * @throws IllegalArgumentException if the column is the outcome itself or has another number of rows
     */
    public static Refutation negativeControlOutcome(
            Estimator<Fit> method, Sample sample, Column.Numeric control, double alpha, RandomGenerator random) {
        if (control.name().equals(sample.column(Role.OUTCOME).name())) {
            throw new IllegalArgumentException("'" + control.name()
                    + "' is the outcome itself; a negative control is one that the treatment cannot move");
        }
        return negativeControlOutcome(
                method, without(sample.with(Role.OUTCOME, control), control.name()), alpha, random);
    }

    /**
     * The same on data whose outcome is the negative control already.
     *
     * @param method the analysis
     * @param control data whose outcome the treatment cannot have moved
     * @param alpha size of the test, in (0, 1)
     * @param random randomness of the analysis
     * @return refuted if the method finds an effect at the level
     */
    public static Refutation negativeControlOutcome(
            Estimator<Fit> method, Sample control, double alpha, RandomGenerator random) {
        return judged(
                "negative-control-outcome",
                method.estimate(control, random).estimate(),
                alpha,
                "on '" + control.column(Role.OUTCOME).name() + "', which the treatment cannot have moved");
    }

    /**
     * Another exposure that cannot have moved the outcome, the treatment being held fixed: an effect of it is bias of the kind that
     * the two share.
     *
     * @param method the analysis
     * @param sample its data
     * @param control the exposure, of two values
     * @param alpha size of the test, in (0, 1)
     * @param random randomness of the analysis
     * @return refuted if the method finds an effect at the level
     */
    public static Refutation negativeControlExposure(
            Estimator<Fit> method, Sample sample, Column control, double alpha, RandomGenerator random) {
        Role role = arm(sample);
        Column treatment = sample.column(role);
        Sample changed = without(sample, control.name());
        Column[] covariates = changed.columns(Role.COVARIATE).toArray(new Column[0]);
        covariates = Arrays.copyOf(covariates, covariates.length + 1);
        covariates[covariates.length - 1] =
                new Column.Numeric(treatment.name(), TwoArms.of(sample).indicator());
        return negativeControlExposure(
                method,
                changed.with(role, control).with(Role.PROPENSITY).with(Role.COVARIATE, covariates),
                alpha,
                random);
    }

    /**
     * The same on data whose assignment is the negative control already, and that hold the treatment among the covariates.
     *
     * @param method the analysis
     * @param control data whose assignment cannot have moved the outcome
     * @param alpha size of the test, in (0, 1)
     * @param random randomness of the analysis
     * @return refuted if the method finds an effect at the level
     */
    public static Refutation negativeControlExposure(
            Estimator<Fit> method, Sample control, double alpha, RandomGenerator random) {
        return judged(
                "negative-control-exposure",
                method.estimate(control, random).estimate(),
                alpha,
                "of '" + control.column(arm(control)).name() + "', which cannot have moved the outcome");
    }

    private static Refutation judged(String name, Estimate found, double alpha, String where) {
        double p = found.inference().pValue(0);
        boolean refuted = p < Arguments.probability("alpha", alpha);
        String sentence = String.format(
                Locale.ROOT,
                "An effect of %.4g (standard error %.3g, p-value %.3g) is found %s: %s",
                found.value(),
                found.stdError(),
                p,
                where,
                refuted
                        ? "what made it is likely to bias the estimate too."
                        : "nothing of the kind is seen, which does not rule it out.");
        return new Refutation(
                name,
                found,
                1,
                Double.NaN,
                refuted ? Refutation.Outcome.REFUTED : Refutation.Outcome.WITHSTOOD,
                sentence);
    }

    /**
     * The treatment dealt out again by lot, many times: a right analysis finds something in a share alpha of them.
     *
     * @param method the analysis
     * @param sample its data
     * @param repetitions how often, at least 20
     * @param alpha size of the test, in (0, 1)
     * @param random the lots, and the randomness of the analysis
     * @return refuted if it finds something so often that chance has probability 0.001
     */
    public static Refutation placeboTreatment(
            Estimator<Fit> method, Sample sample, int repetitions, double alpha, RandomGenerator random) {
        Role role = arm(sample);
        String name = sample.column(role).name();
        double[] arm = TwoArms.of(sample).indicator().clone();
        return repeated(
                "placebo-treatment",
                method,
                r -> {
                    shuffle(arm, random);
                    return sample.with(Role.PROPENSITY).with(role, new Column.Numeric(name, arm.clone()));
                },
                repetitions,
                alpha,
                "where the treatment was dealt out by lot",
                random);
    }

    /**
     * An outcome that the treatment has nothing to do with: what the covariates predict, and residuals dealt out by lot.
     *
     * @param method the analysis
     * @param sample its data
     * @param repetitions how often, at least 20
     * @param alpha size of the test, in (0, 1)
     * @param random the lots, and the randomness of the analysis
     * @return refuted if it finds something so often that chance has probability 0.001
     */
    public static Refutation placeboOutcome(
            Estimator<Fit> method, Sample sample, int repetitions, double alpha, RandomGenerator random) {
        String name = sample.column(Role.OUTCOME).name();
        double[] outcome = sample.outcome();
        double[] rest = outcome.clone();
        CenteredQr.center(rest);
        CenteredQr.of(sample.covariates().columns(), rest.length).residualize(rest);
        double[] dealt = rest.clone();
        return repeated(
                "placebo-outcome",
                method,
                r -> {
                    shuffle(dealt, random);
                    double[] y = new double[outcome.length];
                    for (int i = 0; i < y.length; i++) {
                        y[i] = outcome[i] - rest[i] + dealt[i];
                    }
                    return sample.with(Role.OUTCOME, new Column.Numeric(name, y));
                },
                repetitions,
                alpha,
                "on an outcome that the treatment has nothing to do with",
                random);
    }

    private static Refutation repeated(
            String name,
            Estimator<Fit> method,
            IntFunction<Sample> change,
            int repetitions,
            double alpha,
            String where,
            RandomGenerator random) {
        Arguments.atLeast("repetitions", repetitions, 20);
        Arguments.probability("alpha", alpha);
        int found = 0;
        double mean = 0;
        double error = 0;
        Estimate last = null;
        for (int r = 0; r < repetitions; r++) {
            Estimate estimate = method.estimate(change.apply(r), random).estimate();
            found += estimate.inference().pValue(0) < alpha ? 1 : 0;
            mean += estimate.value() / repetitions;
            error += estimate.stdError() / repetitions;
            last = estimate;
        }
        if (last == null) {
            throw new IllegalStateException("no repetition was run");
        }
        // Commons Math draws nothing here: the distribution is asked for a tail only.
        double tail = found == 0
                ? 1
                : 1 - new BinomialDistribution(null, repetitions, alpha).cumulativeProbability(found - 1);
        boolean refuted = tail < FALSE_ALARM;
        String sentence = String.format(
                Locale.ROOT,
                "%s, an effect is found in %d of %d runs (%s are due to chance): %s",
                where.substring(0, 1).toUpperCase(Locale.ROOT) + where.substring(1),
                found,
                repetitions,
                String.format(Locale.ROOT, "about %.3g", alpha * repetitions),
                refuted
                        ? "the method finds effects where there are none in data like these."
                        : "as many as chance explains.");
        return new Refutation(
                name,
                Estimate.normal(last.estimand(), last.term(), mean, error),
                repetitions,
                found / (double) repetitions,
                refuted ? Refutation.Outcome.REFUTED : Refutation.Outcome.WITHSTOOD,
                sentence);
    }

    /**
     * A covariate that is noise, many times: the estimate must not move by more than noise explains.
     *
     * @param method the analysis
     * @param sample its data
     * @param repetitions how often, at least 20
     * @param random the noise, and the randomness of the analysis
     * @return refuted if the estimate moves by more than a tenth of its standard error on average
     */
    public static Refutation randomCommonCause(
            Estimator<Fit> method, Sample sample, int repetitions, RandomGenerator random) {
        Arguments.atLeast("repetitions", repetitions, 20);
        Estimate own = method.estimate(sample, random).estimate();
        Column[] covariates = sample.columns(Role.COVARIATE).toArray(new Column[0]);
        Column[] more = Arrays.copyOf(covariates, covariates.length + 1);
        String name = free(sample);
        double mean = 0;
        double error = 0;
        for (int r = 0; r < repetitions; r++) {
            double[] noise = new double[sample.size()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextGaussian();
            }
            more[covariates.length] = new Column.Numeric(name, noise);
            Estimate estimate = method.estimate(sample.with(Role.COVARIATE, more.clone()), random)
                    .estimate();
            mean += estimate.value() / repetitions;
            error += estimate.stdError() / repetitions;
        }
        double moved = FastMath.abs(mean - own.value()) / own.stdError();
        boolean refuted = moved > MOVED;
        return new Refutation(
                "random-common-cause",
                Estimate.normal(own.estimand(), own.term(), mean, error),
                repetitions,
                Double.NaN,
                refuted ? Refutation.Outcome.REFUTED : Refutation.Outcome.WITHSTOOD,
                String.format(
                        Locale.ROOT,
                        "With a covariate that is noise the estimate is %.4g on average over %d runs, %.2g standard errors"
                                + " from what it was: %s",
                        mean,
                        repetitions,
                        moved,
                        refuted
                                ? "it hangs on things that have nothing to do with it."
                                : "it does not hang on such things."));
    }

    private static String free(Sample sample) {
        String name = "noise";
        for (Column column : sample.columns(Role.COVARIATE)) {
            if (column.name().equals(name)) {
                name = name + "_";
            }
        }
        return name;
    }

    private static Role arm(Sample sample) {
        return sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
    }

    /** The sample without a covariate of a name. */
    private static Sample without(Sample sample, String name) {
        Column[] kept = sample.columns(Role.COVARIATE).stream()
                .filter(column -> !column.name().equals(name))
                .toArray(Column[]::new);
        if (kept.length == 0 && sample.has(Role.COVARIATE)) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "Without '" + name + "', which is the negative control, no covariate is left.",
                    "Name other covariates with --covariates.");
        }
        return sample.with(Role.COVARIATE, kept);
    }

    private static void shuffle(double[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            double swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
    }
}
