package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.certificate.ClaimRecord;
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
        boolean holds(Estimate estimate, double truth) {
            Interval interval = interval(estimate);
            return Double.isFinite(interval.width()) && interval.contains(truth);
        }
    },
    /** The interval does not lie above the truth. */
    LOWER_TAIL("The lower end of the 95%% interval is not above the truth in more than %s of samples.", 0.975) {
        @Override
        double threshold(Tier tier) {
            return 0.975 - tier.tailSlack();
        }

        @Override
        boolean holds(Estimate estimate, double truth) {
            double lower = interval(estimate).lower();
            return Double.isFinite(lower) && truth >= lower;
        }
    },
    /** The interval does not lie below the truth. */
    UPPER_TAIL("The upper end of the 95%% interval is not below the truth in more than %s of samples.", 0.975) {
        @Override
        double threshold(Tier tier) {
            return 0.975 - tier.tailSlack();
        }

        @Override
        boolean holds(Estimate estimate, double truth) {
            double upper = interval(estimate).upper();
            return Double.isFinite(upper) && truth <= upper;
        }
    },
    /** The estimate is not above the truth too often. */
    MEDIAN_BELOW("The estimate is at most the truth in more than %s of samples.", 0.5) {
        @Override
        double threshold(Tier tier) {
            return 0.5 - tier.medianSlack();
        }

        @Override
        boolean holds(Estimate estimate, double truth) {
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
        boolean holds(Estimate estimate, double truth) {
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
        boolean holds(Estimate estimate, double truth) {
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

    private static final double MOST_EXCESS = 0.03;

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

    /**
     * Whether intervals are wider than they need be: a label, and no part of any verdict. They are when coverage is shown
     * to be above {@code 0.95 + min(slack, 0.03)}, the slack being that of the tier.
     *
     * @param coverage the record of the claim of coverage
     * @param tier the tier of its certificate
     * @return true if the confidence sequence of the coverage lies above that bound
     */
    public static boolean wasteful(ClaimRecord coverage, Tier tier) {
        return coverage.csLow() > coverage.nominal() + Math.min(tier.coverageSlack(), MOST_EXCESS);
    }

    abstract double threshold(Tier tier);

    abstract boolean holds(Estimate estimate, double truth);

    private static Interval interval(Estimate estimate) {
        return estimate.inference().interval(LEVEL);
    }

    /** Scores one estimate; numbers that are not finite promise nothing, and hold nothing. */
    double score(Estimate estimate, double truth) {
        Interval interval = interval(estimate);
        boolean finite = Double.isFinite(estimate.value())
                && Double.isFinite(interval.lower())
                && Double.isFinite(interval.upper());
        return finite && holds(estimate, truth) ? 1 : 0;
    }

    @Override
    public double score(Fit result, GroundTruth truth) {
        Estimate estimate = result.estimate();
        return score(estimate, truth.value(estimate.estimand()));
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Arguments.finite("true " + target.label(), truth.value(target));
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return spec(statement, ScoreKind.BERNOULLI, tier);
    }

    /** The same claim about several targets. */
    ClaimSpec spec(String words, ScoreKind kind, Tier tier) {
        // The threshold is a decimal: the difference of two binary fractions is rounded to what was meant.
        double threshold = Math.round(threshold(tier) * 1e6) / 1e6;
        return Specs.of(code(), words, nominal, threshold, kind, tier);
    }

    /** The name in files. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The claim in words about the targets of one sample. */
    String sharedStatement() {
        return "On average over samples, of the targets of a sample: " + statement.replace("of samples", "of targets");
    }
}
