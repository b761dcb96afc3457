package assay.observational;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Outcome, treatment and a binary instrument, the assignment, as read off a sample and checked. */
final class Instrumented {

    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT);
    static final Set<Role> READS =
            Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.COVARIATE, Role.PROPENSITY);

    /** Montiel Olea and Pflueger, J. Bus. Econ. Statist. 31, 2013: at most a tenth of the worst bias. */
    private static final double WEAK = 23.1;

    final Comparison comparison;
    final double[] outcome;
    final double[] instrument;
    final double[] treatment;
    final double[][] columns;
    final int size;

    private Instrumented(Comparison comparison, double[] treatment) {
        this.comparison = comparison;
        this.outcome = comparison.outcome;
        this.instrument = comparison.arm;
        this.treatment = treatment;
        this.columns = comparison.columns;
        this.size = comparison.size;
    }

    static Instrumented of(Sample sample, Learner outcome, Learner treatment) {
        sample.require(NEEDS);
        Instrumented data = new Instrumented(Comparison.of(sample), sample.numeric(Role.TREATMENT));
        if (outcome.task() == Task.PROBABILITY) {
            Checks.binary(data.comparison);
        }
        boolean moves = false;
        for (double d : data.treatment) {
            moves |= d != data.treatment[0];
        }
        if (!moves) {
            throw new EstimationException(
                    Problem.NO_FIRST_STAGE,
                    "Treatment '" + data.name() + "' is " + data.treatment[0]
                            + " in every row, so the instrument does not move it.",
                    "Choose another treatment column.");
        }
        for (int i = 0; i < data.size && treatment.task() == Task.PROBABILITY; i++) {
            data.binary(i);
        }
        return data;
    }

    /** A 0/1 treatment. */
    void binary(int row) {
        double d = treatment[row];
        if (d != 0 && d != 1) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Treatment '" + name() + "' is " + d + " in row " + (row + 1) + ", but must be 0 or 1 here.",
                    "Recode the treatment to 0 and 1.");
        }
    }

    String name() {
        return comparison.sample.column(Role.TREATMENT).name();
    }

    /** Says so where the instrument hardly moves the treatment. */
    static void strength(double f, Map<String, Double> diagnostics, List<Caution> cautions) {
        diagnostics.put("first_stage_f", f);
        if (!(f >= WEAK)) {
            cautions.add(Caution.of(
                    "weak-instrument",
                    String.format(
                            Locale.ROOT,
                            "The F of the instrument's effect on the treatment is %.1f, below 23.1: the normal interval may miss"
                                    + " the effect too often.",
                            f)));
        }
    }

    CrossFit split(int folds, Folds how, RandomGenerator random) {
        double[][] keys = Arrays.copyOf(columns, columns.length + 1);
        keys[columns.length] = treatment;
        return CrossFit.split(folds, how, keys, outcome, instrument, random);
    }
}
