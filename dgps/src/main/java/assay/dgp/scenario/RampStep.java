package assay.dgp.scenario;

import java.util.List;

/**
 * A step of a ramp.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the day is negative or a share out of its range.
 *
 * @param day days since the start of assignment from which on it holds
 * @param exposure share of users who are let in, in (0, 1]; the others wait for a later step, or are never assigned
 * @param shares by arm, control first, the shares of users who are let in from now on; empty for the planned ones. Shares that
 *     change mix days with arms
 */
public record RampStep(double day, double exposure, List<Double> shares) {
    public RampStep {
        if (!(day >= 0) || Double.isInfinite(day)) {
            throw new IllegalArgumentException("day of a step must be at least 0, not " + day);
        }
        if (!(exposure > 0 && exposure <= 1)) {
            throw new IllegalArgumentException("share let in must be in (0, 1], not " + exposure);
        }
        shares = Rates.check("share of an arm", shares);
    }
}
