package assay.incrementality;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Attributed return on what was spent: all revenue from users on whom something was spent, over what was spent on them, as if
 * none of it would have come otherwise. The ratio of two sums with the delta method. Kept because it fails.
 */
public record AttributedReturn() implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return without options
     */
    public static AttributedReturn standard() {
        return new AttributedReturn();
    }

    @Override
    public Estimand target() {
        return Estimand.RATIO;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.NUMERATOR, Role.DENOMINATOR, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        double[] revenue = sample.numeric(Role.NUMERATOR);
        double[] cost = sample.numeric(Role.DENOMINATOR);
        double earned = 0;
        double spent = 0;
        int n = 0;
        for (int i = 0; i < cost.length; i++) {
            if (cost[i] > 0) {
                earned += revenue[i];
                spent += cost[i];
                n++;
            }
        }
        if (n < 2) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    "Column '" + sample.column(Role.DENOMINATOR).name() + "' is above 0 in " + n
                            + " rows; there is nothing that revenue could be divided by.",
                    "Check the column of the cost.");
        }
        double ratio = earned / spent;
        double squares = 0;
        for (int i = 0; i < cost.length; i++) {
            if (cost[i] > 0) {
                double residual = revenue[i] - ratio * cost[i];
                squares += residual * residual;
            }
        }
        double error = Math.sqrt(squares * n / (n - 1.0)) / spent;
        return new Fit(
                List.of(Estimate.normal(target(), arms.contrast(), ratio, error)),
                Glance.of("attributed-return", "delta method", sample, arms, Map.of("exposed", (double) n)),
                List.of());
    }
}
