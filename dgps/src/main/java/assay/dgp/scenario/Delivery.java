package assay.dgp.scenario;

import assay.Arguments;
import java.util.Collections;
import java.util.List;

/**
 * How users come to see their variant.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param trigger probability that a user reaches the point at which the arms differ, in [0, 1]
 * @param triggerDays the longest time from assignment to that point, in days, above 0; times are uniform
 * @param delivered by arm the probability that a user who reached it sees the variant, in [0, 1]; unequal probabilities make
 *     exposure asymmetric
 * @param surface where it is seen
 */
public record Delivery(double trigger, double triggerDays, List<Double> delivered, String surface) {
    public Delivery {
        Rates.check("probability of a trigger", trigger);
        Arguments.positive("days to the trigger", triggerDays);
        delivered = Rates.check("probability of delivery", delivered);
        if (surface.isBlank()) {
            throw new IllegalArgumentException("the surface has no name");
        }
    }

    /**
     * Half of users are triggered within three hours, and 97 in 100 of those see their variant.
     *
     * @param arms how many arms there are
     * @return the same for all arms
     */
    public static Delivery standard(int arms) {
        return new Delivery(0.5, 0.125, Collections.nCopies(arms, 0.97), "onboarding_flow");
    }

    /**
     * With other probabilities.
     *
     * @param changedTrigger of a trigger
     * @param changedDelivery by arm of delivery
     * @return the changed delivery
     */
    public Delivery with(double changedTrigger, List<Double> changedDelivery) {
        return new Delivery(changedTrigger, triggerDays, changedDelivery, surface);
    }
}
