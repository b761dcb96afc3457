package assay.rounds;

import assay.bayes.BestArm;

/**
 * The optimised cell. In each segment an arm gets the posterior probability that its mean is the largest, which is the chance with
 * which posterior (Thompson) sampling would draw it: by quadrature, so that the plan is a function of the log and the
 * propensity is known to the last digit. The posterior of a mean is normal, about the mean of its rows so far. Arms that were dropped
 * get nothing; the others at least 0.02 / K.
 */
final class Allocation {

    private static final double LEAST = 0.02;

    /** Quadrature resolves arms whose standard deviations differ by no more than this factor. */
    private static final double NARROWEST = 0.02;

    private Allocation() {}

    static double[][] of(Evidence evidence) {
        double[][] allocation = new double[evidence.segments()][];
        Beliefs beliefs = evidence.beliefs();
        for (int s = 0; s < allocation.length; s++) {
            allocation[s] = of(evidence, beliefs, s);
        }
        return allocation;
    }

    private static double[] of(Evidence evidence, Beliefs beliefs, int segment) {
        int arms = evidence.arms();
        int[] left = new int[arms];
        int count = 0;
        for (int k = 0; k < arms; k++) {
            if (k == 0 || evidence.status(segment, k) != Status.DROP) {
                left[count++] = k;
            }
        }
        double[] allocation = new double[arms];
        if (count == 1) {
            allocation[0] = 1;
            return allocation;
        }
        double[] means = new double[count];
        double[] errors = new double[count];
        double widest = 0;
        for (int i = 0; i < count; i++) {
            means[i] = beliefs.mean(segment, left[i]);
            errors[i] = Math.sqrt(beliefs.variance(segment, left[i])
                    / (evidence.past(segment, left[i]).n() + 1));
            widest = Math.max(widest, errors[i]);
        }
        for (int i = 0; i < count; i++) {
            errors[i] = Math.max(errors[i], NARROWEST * widest);
        }
        double[] best = BestArm.independent(means, errors);
        double sum = 0;
        for (double chance : best) {
            sum += chance;
        }
        double least = LEAST / arms;
        for (int i = 0; i < count; i++) {
            allocation[left[i]] = (1 - least * count) * best[i] / sum + least;
        }
        return allocation;
    }
}
