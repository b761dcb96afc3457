package assay.sequential;

import assay.Arguments;

/**
 * What is fixed before the first look at an experiment, and must not change after it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the null value is not finite, the level not in (0, 1), the
 * weight not finite and positive, or the start below 2.
 *
 * @param metric name of the one metric that is read
 * @param alternative which departures from the null value are looked for
 * @param nullValue the effect under the null hypothesis; 0, or minus a margin of non-inferiority
 * @param level confidence level of the sequence of intervals, in (0, 1); the error over all looks is one less it
 * @param priorUnits g, how many units the mixing distribution is worth
 * @param start units of both arms together before which a look does not count
 */
public record MonitoringPlan(
        String metric, Alternative alternative, double nullValue, double level, double priorUnits, long start) {

    public MonitoringPlan {
        Arguments.finite("null value", nullValue);
        Arguments.probability("level", level);
        Arguments.positive("prior units", priorUnits);
        if (start < 2) {
            throw new IllegalArgumentException("looks start at 2 units or more, not " + start);
        }
    }

    /**
     * A two-sided test of no effect at 95 %, sharpest at a planned size, from 300 units on.
     *
     * @param metric name of the metric
     * @param units of both arms together that the experiment is planned for
     * @return the plan
     */
    public static MonitoringPlan plannedFor(String metric, double units) {
        double level = 0.95;
        return new MonitoringPlan(
                metric,
                Alternative.TWO_SIDED,
                0,
                level,
                AnytimeValid.plannedFor(units, level).priorUnits(),
                AnytimeValid.START);
    }

    /**
     * Refuses a look that was read by another plan than this one, that of the first look.
     *
     * @param now the plan of a later look
     * @throws ThreatException if metric, weight, or anything else of the plan differs
     */
    public void requireSame(MonitoringPlan now) {
        if (!metric.equals(now.metric)) {
            throw new ThreatException(
                    ValidityThreat.SWITCHED_METRIC,
                    "The looks so far read metric '" + metric + "', this one reads '" + now.metric + "'.");
        }
        if (priorUnits != now.priorUnits) {
            throw new ThreatException(
                    ValidityThreat.RETUNED_PRIOR,
                    "The looks so far have g = " + priorUnits + ", this one has g = " + now.priorUnits + ".");
        }
        if (!equals(now)) {
            throw new ThreatException(
                    ValidityThreat.BEST_OF_SEVERAL,
                    "The looks so far were read by " + this + ", this one by " + now + ".");
        }
    }

    /**
     * The error rate over all looks.
     *
     * @return one less the level
     */
    public double alpha() {
        return 1 - level;
    }
}
