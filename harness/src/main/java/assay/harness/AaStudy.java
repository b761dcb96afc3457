package assay.harness;

import assay.Estimator;
import assay.Fit;
import assay.Sample;
import assay.certificate.Verdict;

/**
 * How often a method finds an effect where there is none: the arms of a real table are drawn again and again.
 *
 * @param tests tests made
 * @param failures tests that the method could not make; each counts as significant
 * @param shareSignificant share of tests that found an effect
 * @param csLow lower end of its 99 % confidence sequence
 * @param csHigh upper end
 * @param threshold the share that must not be reached
 * @param verdict certified if the share is shown to be below the threshold, refuted if shown to be above
 */
public record AaStudy(
        int tests,
        int failures,
        double shareSignificant,
        double csLow,
        double csHigh,
        double threshold,
        Verdict verdict) {

    /**
     * Draws and tests until the verdict is known or the budget is spent.
     *
     * @param estimator the method
     * @param sample the table with its roles, which tell the design; one outcome and two arms
     * @param alpha size of the test, in (0, 1); a size above 1.2 alpha is a fault
     * @param budget tests at most, rounded up to hundreds
     * @param threads how many threads; they do not change the result
     * @param seed key of the assignments
     * @return the study
     * @throws assay.EstimationException if the method cannot analyse the table as it is
     */
    public static AaStudy run(
            Estimator<Fit> estimator, Sample sample, double alpha, int budget, int threads, long seed) {
        return new AaSuite(estimator, sample, alpha, budget)
                .run(threads, seed, Progress.SILENT)
                .get(0)
                .study();
    }
}
