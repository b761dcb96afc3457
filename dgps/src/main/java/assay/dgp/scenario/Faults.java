package assay.dgp.scenario;

import assay.Arguments;
import java.util.List;

/**
 * What goes wrong in an experiment. Lists are by arm, control first, in the order of the plan; an empty list is no fault.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a rate is not in [0, 1], or a day is negative.
 *
 * @param shares the shares that the assigner uses instead of the planned ones
 * @param lost by arm the probability that a user is not logged at all
 * @param missing by arm the probability that what a user did is missing
 * @param underlogged by arm the probability that the events of a user are not logged, so that none are seen
 * @param leakage probability that a user of control who is shown anything is shown the first treatment
 * @param earlyExposure probability that an exposure is logged before the assignment that caused it
 * @param duplicates probability that a user is logged twice, with the same arm
 * @param conflicts probability that a user is logged twice, with another arm the second time
 * @param rebucketDay the day on which the assigner changes its salt
 * @param rebucketShare share of the users of before that day who come back after it and are assigned and logged again
 * @param bots automatic traffic
 * @param staff internal traffic
 * @param outliers amounts of another size
 */
public record Faults(
        List<Double> shares,
        List<Double> lost,
        List<Double> missing,
        List<Double> underlogged,
        double leakage,
        double earlyExposure,
        double duplicates,
        double conflicts,
        double rebucketDay,
        double rebucketShare,
        Bots bots,
        Staff staff,
        Outliers outliers) {

    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            0,
            0,
            0,
            0,
            new Bots(0, List.of(), 100, 0),
            new Staff(0, 0, 0.5),
            new Outliers(0, 1));

    /**
     * Automatic traffic: always triggered, with sessions without end, clicks on everything.
     *
     * @param flagged share of users who are bots and known to be
     * @param unflagged by arm the share of users who are bots and not known to be
     * @param sessionsPerDay mean number of sessions a day of a bot, above 0
     * @param converted probability that a bot counts as converted
     */
    public record Bots(double flagged, List<Double> unflagged, double sessionsPerDay, double converted) {
        public Bots {
            Rates.check("share of flagged bots", flagged);
            unflagged = Rates.check("share of unflagged bots", unflagged);
            Arguments.positive("sessions of a bot in a day", sessionsPerDay);
            Rates.check("share of bots that convert", converted);
        }

        /**
         * Whether there are bots.
         *
         * @return true if there are
         */
        public boolean present() {
            return flagged > 0 || Rates.any(unflagged);
        }
    }

    /**
     * Internal traffic: people of the company, who are flagged as such, try things out.
     *
     * @param share of users
     * @param forced share of them who put themselves into the first treatment
     * @param converted probability that they count as converted
     */
    public record Staff(double share, double forced, double converted) {
        public Staff {
            Rates.check("share of staff", share);
            Rates.check("share of staff in the treatment by their own doing", forced);
            Rates.check("share of staff that converts", converted);
        }
    }

    /**
     * Amounts of another size, in all arms alike.
     *
     * @param rate probability that the revenue of a user is multiplied
     * @param multiplier by this, above 0
     */
    public record Outliers(double rate, double multiplier) {
        public Outliers {
            Rates.check("rate of outliers", rate);
            Arguments.positive("multiplier of outliers", multiplier);
        }
    }

    public Faults {
        shares = Rates.check("share that the assigner uses", shares);
        lost = Rates.check("rate of loss", lost);
        missing = Rates.check("rate of missing values", missing);
        underlogged = Rates.check("rate of events not logged", underlogged);
        Rates.check("rate of leakage", leakage);
        Rates.check("rate of exposures before assignment", earlyExposure);
        Rates.check("rate of duplicates", duplicates);
        Rates.check("rate of conflicting duplicates", conflicts);
        Rates.check("share of users assigned again", rebucketShare);
        if (!(rebucketDay >= 0) || Double.isInfinite(rebucketDay)) {
            throw new IllegalArgumentException("day of the new salt must be at least 0, not " + rebucketDay);
        }
    }

    /**
     * With a loss of users.
     *
     * @param byArm probabilities
     * @return the changed faults
     */
    public Faults withLost(List<Double> byArm) {
        return new Faults(
                shares,
                byArm,
                missing,
                underlogged,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                outliers);
    }

    /**
     * With other shares.
     *
     * @param byArm shares
     * @return the changed faults
     */
    public Faults withShares(List<Double> byArm) {
        return new Faults(
                byArm,
                lost,
                missing,
                underlogged,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                outliers);
    }

    /**
     * With missing values.
     *
     * @param byArm probabilities
     * @return the changed faults
     */
    public Faults withMissing(List<Double> byArm) {
        return new Faults(
                shares,
                lost,
                byArm,
                underlogged,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                outliers);
    }

    /**
     * With events that are not logged.
     *
     * @param byArm probabilities
     * @return the changed faults
     */
    public Faults withUnderlogged(List<Double> byArm) {
        return new Faults(
                shares,
                lost,
                missing,
                byArm,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                outliers);
    }

    /**
     * With users of control who are shown the treatment.
     *
     * @param rate probability
     * @return the changed faults
     */
    public Faults withLeakage(double rate) {
        return new Faults(
                shares,
                lost,
                missing,
                underlogged,
                rate,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                outliers);
    }

    /**
     * With exposures before assignment.
     *
     * @param rate probability
     * @return the changed faults
     */
    public Faults withEarlyExposure(double rate) {
        return new Faults(
                shares,
                lost,
                missing,
                underlogged,
                leakage,
                rate,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                outliers);
    }

    /**
     * With users who are logged twice.
     *
     * @param same probability of a second row with the same arm
     * @param other probability of a second row with another arm
     * @return the changed faults
     */
    public Faults withDuplicates(double same, double other) {
        return new Faults(
                shares,
                lost,
                missing,
                underlogged,
                leakage,
                earlyExposure,
                same,
                other,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                outliers);
    }

    /**
     * With a change of salt.
     *
     * @param day of the change
     * @param share of users of before who come back
     * @return the changed faults
     */
    public Faults withRebucketing(double day, double share) {
        return new Faults(
                shares,
                lost,
                missing,
                underlogged,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                day,
                share,
                bots,
                staff,
                outliers);
    }

    /**
     * With automatic traffic.
     *
     * @param changed the bots
     * @return the changed faults
     */
    public Faults withBots(Bots changed) {
        return new Faults(
                shares,
                lost,
                missing,
                underlogged,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                changed,
                staff,
                outliers);
    }

    /**
     * With internal traffic.
     *
     * @param changed the staff
     * @return the changed faults
     */
    public Faults withStaff(Staff changed) {
        return new Faults(
                shares,
                lost,
                missing,
                underlogged,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                changed,
                outliers);
    }

    /**
     * With amounts of another size.
     *
     * @param changed the outliers
     * @return the changed faults
     */
    public Faults withOutliers(Outliers changed) {
        return new Faults(
                shares,
                lost,
                missing,
                underlogged,
                leakage,
                earlyExposure,
                duplicates,
                conflicts,
                rebucketDay,
                rebucketShare,
                bots,
                staff,
                changed);
    }
}
