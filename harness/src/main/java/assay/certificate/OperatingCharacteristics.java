package assay.certificate;

import assay.Arguments;

/**
 * What the sequential procedure does at a known mean, exactly: dynamic programming on the number of successes, no
 * simulation.
 *
 * @param certified probability of ending CERTIFIED
 * @param refuted probability of ending REFUTED
 * @param inconclusive probability of spending the budget
 * @param meanReplicates expected number of replicates
 * @param median the number of replicates by which half of the runs have ended
 * @param upper the number of replicates by which 95 in 100 runs have ended
 */
public record OperatingCharacteristics(
        double certified, double refuted, double inconclusive, double meanReplicates, int median, int upper) {

    private static final double NEGLIGIBLE = 1e-18;

    /** The verdict on a sum of n scores, the last look of the budget or an earlier one. */
    @FunctionalInterface
    interface Rule {
        Verdict verdict(int sum, int n, boolean last);
    }

    /**
     * A claim as it is tested: sampling ends on evidence for the book, on a refutation or with the budget, and then the
     * verdict is given at the claim's own error rates.
     *
     * @param spec a claim of zeros and ones
     * @param batch replicates between two looks
     * @param p the true mean, in (0, 1)
     * @return the characteristics
     */
    public static OperatingCharacteristics of(ClaimSpec spec, int batch, double p) {
        MixtureEvidence evidence = spec.evidence();
        Rule rule = (sum, n, last) ->
                evidence.verdict(sum, n, last ? spec.epsilon() : spec.stopEpsilon(), spec.refuteEpsilon());
        return of(rule, spec.maximum(), batch, p);
    }

    /**
     * The procedure that stops as soon as it can certify.
     *
     * @param evidence the e-processes
     * @param certifyEpsilon error of certifying
     * @param refuteEpsilon error of refuting
     * @param maximum budget in replicates
     * @param batch replicates between two looks
     * @param p the true mean, in (0, 1)
     * @return the characteristics
     */
    public static OperatingCharacteristics of(
            MixtureEvidence evidence, double certifyEpsilon, double refuteEpsilon, int maximum, int batch, double p) {
        return of((sum, n, last) -> evidence.verdict(sum, n, certifyEpsilon, refuteEpsilon), maximum, batch, p);
    }

    static OperatingCharacteristics of(Rule rule, int maximum, int batch, double p) {
        Arguments.probability("p", p);
        Boundaries boundaries = new Boundaries(rule);
        double[] mass = new double[maximum + 2];
        mass[0] = 1;
        int low = 0;
        int high = 0;
        double certified = 0;
        double refuted = 0;
        double mean = 0;
        int median = maximum;
        int upper = maximum;
        for (int n = 1; n <= maximum; n++) {
            double alive = 0;
            high++;
            for (int s = high; s >= low; s--) {
                double from = s > 0 ? mass[s - 1] : 0;
                alive += mass[s];
                mass[s] = mass[s] * (1 - p) + from * p;
            }
            mean += alive;
            while (low < high && mass[low] < NEGLIGIBLE) {
                mass[low++] = 0;
            }
            while (high > low && mass[high] < NEGLIGIBLE) {
                mass[high--] = 0;
            }
            if (n % batch == 0 || n == maximum) {
                boundaries.moveTo(n, n == maximum);
                for (int s = Math.max(low, boundaries.certify); s <= high; s++) {
                    certified += mass[s];
                    mass[s] = 0;
                }
                for (int s = low; s <= Math.min(high, boundaries.refute); s++) {
                    refuted += mass[s];
                    mass[s] = 0;
                }
                low = Math.max(low, Math.min(high, boundaries.refute + 1));
                high = Math.min(high, Math.max(low, boundaries.certify - 1));
            }
            median = median == maximum && certified + refuted >= 0.5 ? n : median;
            upper = upper == maximum && certified + refuted >= 0.95 ? n : upper;
        }
        return new OperatingCharacteristics(certified, refuted, 1 - certified - refuted, mean, median, upper);
    }

    /**
     * The smallest certified and the largest refuted sum at the current n. Both only move up as n grows, but for the
     * last look, which may ask for less to certify.
     */
    private static final class Boundaries {
        private final Rule rule;
        private int certify;
        private int refute = -1;

        Boundaries(Rule rule) {
            this.rule = rule;
        }

        void moveTo(int n, boolean last) {
            while (certify <= n && rule.verdict(certify, n, last) != Verdict.CERTIFIED) {
                certify++;
            }
            while (last && certify > 0 && rule.verdict(certify - 1, n, true) == Verdict.CERTIFIED) {
                certify--;
            }
            while (refute < n && rule.verdict(refute + 1, n, last) == Verdict.REFUTED) {
                refute++;
            }
        }
    }
}
