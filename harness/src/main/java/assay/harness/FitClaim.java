package assay.harness;

import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.List;
import java.util.Locale;

/** What is claimed of an estimate with inference, at 95 % confidence. */
public enum FitClaim implements Claim<Fit> {
    /** The interval holds the truth. */
    COVERAGE("The 95%% interval holds the truth in more than %s of samples.", 0.95) {
        @Override
        double threshold(Tier tier) {
            return 0.95 - tier.coverageSlack();
        }

        @Override
        boolean holds(Estimate estimate, Interval interval, double truth) {
            return interval.contains(truth);
        }
    },
    /** The interval does not lie above the truth. */
    LOWER_TAIL("The lower end of the 95%% interval is not above the truth in more than %s of samples.", 0.975) {
        @Override
        double threshold(Tier tier) {
            return 0.975 - tier.tailSlack();
        }

        @Override
        boolean holds(Estimate estimate, Interval interval, double truth) {
            return truth >= interval.lower();
        }
    },
    /** The interval does not lie below the truth. */
    UPPER_TAIL("The upper end of the 95%% interval is not below the truth in more than %s of samples.", 0.975) {
        @Override
        double threshold(Tier tier) {
            return 0.975 - tier.tailSlack();
        }

        @Override
        boolean holds(Estimate estimate, Interval interval, double truth) {
            return truth <= interval.upper();
        }
    },
    /** The estimate is not above the truth too often. */
    MEDIAN_BELOW("The estimate is at most the truth in more than %s of samples.", 0.5) {
        @Override
        double threshold(Tier tier) {
            return 0.5 - tier.medianSlack();
        }

        @Override
        boolean holds(Estimate estimate, Interval interval, double truth) {
            return estimate.value() <= truth;
        }
    },
    /** The estimate is not below the truth too often. */
    MEDIAN_ABOVE("The estimate is at least the truth in more than %s of samples.", 0.5) {
        @Override
        double threshold(Tier tier) {
            return 0.5 - tier.medianSlack();
        }

        @Override
        boolean holds(Estimate estimate, Interval interval, double truth) {
            return estimate.value() >= truth;
        }
    },
    /** Without an effect, none is found. */
    AA_SIZE("Where treatment does nothing, the test at 5%% finds nothing in more than %s of samples.", 0.95) {
        @Override
        double threshold(Tier tier) {
            return 0.95 - tier.coverageSlack();
        }

        @Override
        boolean holds(Estimate estimate, Interval interval, double truth) {
            return estimate.inference().pValue(truth) >= ALPHA;
        }

        @Override
        public Arena arena() {
            return Arena.NULL;
        }
    };

    /** Confidence level of the intervals that are judged. */
    public static final double LEVEL = 0.95;

    static final double ALPHA = 0.05;

    private final String statement;
    private final double nominal;

    FitClaim(String statement, double nominal) {
        this.statement = statement;
        this.nominal = nominal;
    }

    /**
     * All claims, in the order in which they are reported.
     *
     * @return the conjunction that a certificate is
     */
    public static List<Claim<Fit>> all() {
        return List.of(values());
    }

    abstract double threshold(Tier tier);

    abstract boolean holds(Estimate estimate, Interval interval, double truth);

    @Override
    public double score(Fit result, GroundTruth truth) {
        Estimate estimate = result.estimate();
        Interval interval = estimate.inference().interval(LEVEL);
        // Numbers that are not finite promise nothing, and hold nothing.
        boolean finite = Double.isFinite(estimate.value())
                && Double.isFinite(interval.lower())
                && Double.isFinite(interval.upper());
        return finite && holds(estimate, interval, truth.value(estimate.estimand())) ? 1 : 0;
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        // The threshold is a decimal: the difference of two binary fractions is rounded to what was meant.
        double threshold = Math.round(threshold(tier) * 1e6) / 1e6;
        return ClaimSpec.of(
                name().toLowerCase(Locale.ROOT).replace('_', '-'),
                String.format(Locale.ROOT, statement, threshold),
                nominal,
                threshold,
                ScoreKind.BERNOULLI,
                tier.maximum());
    }
}
