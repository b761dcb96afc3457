package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.List;
import java.util.Locale;

/**
 * What is claimed of an estimate whose confidence set may be unbounded, at 95 % confidence. Such a set is read off p-values: it
 * holds a value that is not rejected.
 */
public enum SetClaim implements Claim<Fit> {
    /** The set holds the truth. */
    COVERAGE("The 95%% confidence set holds the truth in more than %s of samples.") {
        @Override
        double score(Estimate estimate, Fit fit, double truth) {
            return holds(estimate, truth);
        }
    },
    /** Without an effect, none is found. */
    AA_SIZE("Where treatment does nothing, the test at 5%% finds nothing in more than %s of samples.") {
        @Override
        double score(Estimate estimate, Fit fit, double truth) {
            return holds(estimate, truth);
        }

        @Override
        public Arena arena() {
            return Arena.NULL;
        }
    },
    /** A set is only as unbounded as the first stage makes it. */
    INFORMATIVE(
            "Where the F statistic of the first stage is above 20, the 95%% confidence set is a bounded interval that holds the"
                    + " estimate, in more than %s of samples.") {
        @Override
        double score(Estimate estimate, Fit fit, double truth) {
            Double strength = fit.glance().diagnostics().get("first_stage_f");
            if (strength == null || !(strength > STRONG)) {
                return 1;
            }
            Interval interval = estimate.inference().interval(FitClaim.LEVEL);
            return Double.isFinite(interval.width()) && interval.contains(estimate.value()) ? 1 : 0;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            return Specs.identity(code(), statement(), tier);
        }
    };

    /** The square of every t quantile of 4 degrees of freedom or more at 95 % is below this. */
    private static final double STRONG = 20;

    private final String statement;

    SetClaim(String statement) {
        this.statement = statement;
    }

    /**
     * All claims, in the order in which they are reported.
     *
     * @return the conjunction that a certificate is
     */
    public static List<Claim<Fit>> all() {
        return List.of(values());
    }

    abstract double score(Estimate estimate, Fit fit, double truth);

    private static double holds(Estimate estimate, double truth) {
        return estimate.inference().pValue(truth) >= FitClaim.ALPHA ? 1 : 0;
    }

    String statement() {
        return statement;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public double score(Fit result, GroundTruth truth) {
        Estimate estimate = result.estimate();
        return score(estimate, result, truth.value(estimate.estimand()));
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
        return Specs.of(code(), statement, 0.95, ScoreKind.BERNOULLI, tier);
    }
}
