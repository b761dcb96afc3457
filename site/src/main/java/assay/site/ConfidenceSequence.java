package assay.site;

import org.apache.commons.math3.special.Beta;

/**
 * The time-uniform confidence sequence for a share: the values that a beta mixture of likelihood ratios centred at the
 * nominal share does not reject (Robbins 1970).
 */
final class ConfidenceSequence {

    private static final double PRIOR = 20;

    private final double a;
    private final double b;
    private final double cut;

    ConfidenceSequence(double nominal, double error) {
        this.a = PRIOR * nominal;
        this.b = PRIOR * (1 - nominal);
        this.cut = -Math.log(error);
    }

    /**
     * The interval after some replicates.
     *
     * @return low and high
     */
    double[] after(double replicates, double successes) {
        double failures = replicates - successes;
        double mixture = Beta.logBeta(a + successes, b + failures) - Beta.logBeta(a, b);
        double centre = successes / replicates;
        return new double[] {
            edge(mixture, successes, failures, centre, 0), edge(mixture, successes, failures, centre, 1)
        };
    }

    private double edge(double mixture, double successes, double failures, double inside, double outside) {
        double in = inside;
        double out = outside;
        if (in == out) {
            return out;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (in + out) / 2;
            double evidence = mixture - likelihood(successes, middle) - likelihood(failures, 1 - middle);
            if (evidence < cut) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return (in + out) / 2;
    }

    private static double likelihood(double count, double share) {
        return count == 0 ? 0 : count * Math.log(share);
    }
}
