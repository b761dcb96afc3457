package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.design.PlannedStudy;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Post-hoc power: looks at a part of the planned study and, as long as what it sees is not significant, takes the effect seen
 * for the true one, finds that a larger study would have shown it, and goes on with half as many units again. The observed
 * power of a study is a function of its p-value and says nothing new (Hoenig and Heisey 2001); a study that goes on for as long
 * as it is not significant tests many times at the level of one.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the share is not in (0, 1).
 *
 * @param study the study as planned
 * @param pilot share of the planned units that is looked at first
 * @param nullValue the effect that is tested, such as 0
 */
public record PostHocSizing(PlannedStudy study, double pilot, double nullValue) implements Estimator<Fit> {

    private static final double GROWTH = 1.5;

    /** No more than this many times the plan, as traffic ends somewhere. */
    private static final double MOST = 1.3;

    private static final double LEVEL = 0.05;

    public PostHocSizing {
        Arguments.probability("share of the pilot", pilot);
    }

    @Override
    public Estimand target() {
        return study.target();
    }

    @Override
    public Set<Role> needs() {
        return study.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        PlannedStudy one = study.chosen(sample);
        double share = pilot;
        Fit seen = one.times(share).estimate(sample, random);
        while (seen.estimate().inference().pValue(nullValue) >= LEVEL && share < MOST) {
            share = Math.min(MOST, share * GROWTH);
            seen = one.times(share).estimate(sample, random);
        }
        return seen;
    }
}
