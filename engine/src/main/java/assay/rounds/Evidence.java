package assay.rounds;

import assay.multiplicity.EBh;
import java.util.Arrays;

/**
 * What the rounds of a campaign have shown so far, by segment and arm. A function of the totals of its rounds in their order: rounds of
 * discovery make beliefs and nothing else.
 *
 * <p>Graduation. For each pair of arm and segment an e-process bets against an effect of at most the least that is worth having, and
 * another against one of at least that. A pair's process stops when e-BH over all pairs rejects it, and keeps its value. A stopped
 * e-process is an e-value, so that the set of all that ever graduated is the one that e-BH gives on these e-values: at most a share q
 * of it is false on average, however long the campaign is watched and however pairs depend (Wang and Ramdas, JRSS B 84, 2022,
 * doi:10.1111/rssb.12489). The set of dropped pairs has the same guarantee. With a bounded outcome it is exact; otherwise it rests on
 * the normal approximation of a round's mean score.
 *
 * <p>Mutable; not thread-safe.
 */
final class Evidence {

    /** Effects that evidence bets on, in standard errors that the whole campaign would have if nothing were learned. */
    private static final double[] HOPES = {2, 3.5, 6, 10};

    private final EvidenceRule rule;
    private final int segments;
    private final int arms;
    private final Moments[][] past;
    private final PairEvidence[][] pairs;
    private final double[][] certain;
    private final Status[][] status;
    private final int[][] decided;
    private final DriftProcess[] drifts;
    private final double[] drift;
    private final int[] alarm;
    private double highest = 1;
    private int highestRound = -1;
    private double[][][] hopes = new double[0][][];

    Evidence(EvidenceRule rule, int segments, int arms) {
        this.rule = rule;
        this.segments = segments;
        this.arms = arms;
        past = new Moments[segments][arms];
        pairs = new PairEvidence[segments][arms - 1];
        certain = new double[segments][arms - 1];
        status = new Status[segments][arms - 1];
        decided = new int[segments][arms - 1];
        drifts = new DriftProcess[segments];
        drift = new double[segments];
        alarm = new int[segments];
        Arrays.fill(drift, 1);
        Arrays.fill(alarm, -1);
        for (int s = 0; s < segments; s++) {
            drifts[s] = new DriftProcess(s, arms, rule.evidence() - 1);
            Arrays.fill(status[s], Status.CONTINUE);
            Arrays.fill(decided[s], -1);
            for (int k = 0; k < arms; k++) {
                past[s][k] = new Moments();
            }
            for (int k = 1; k < arms; k++) {
                pairs[s][k - 1] = new PairEvidence(s, k, HOPES.length);
            }
        }
    }

    /** Beliefs after the rounds so far. */
    Beliefs beliefs() {
        return new Beliefs(past);
    }

    /** The rows of a segment and arm over the rounds so far, those of discovery among them. */
    Moments past(int segment, int arm) {
        return past[segment][arm];
    }

    /** Opens a round: what is bet on it is settled here. */
    RoundTotals open(int round, double[][] propensities) {
        if (round < rule.discovery()) {
            return new RoundTotals(round, propensities, Wagers.none());
        }
        Beliefs beliefs = beliefs();
        if (hopes.length == 0) {
            hopes = hopes(beliefs, propensities);
        }
        return new RoundTotals(
                round,
                propensities,
                rule.outcome().bounded()
                        ? Wagers.of(
                                beliefs,
                                propensities,
                                hopes,
                                rule.outcome(),
                                rule.levels().leastEffect())
                        : Wagers.none());
    }

    private double[][][] hopes(Beliefs beliefs, double[][] propensities) {
        double[][][] all = new double[segments][arms - 1][HOPES.length];
        for (int s = 0; s < segments; s++) {
            double visitors = Math.max(1, beliefs.share(s) * rule.evidenceVisitors());
            for (int k = 1; k < arms; k++) {
                double error = Math.sqrt(beliefs.scoreVariance(s, k, propensities) / visitors);
                for (int g = 0; g < HOPES.length; g++) {
                    all[s][k - 1][g] = HOPES[g] * error;
                }
            }
        }
        return all;
    }

    /** Closes the round that was opened last. */
    void close(RoundTotals totals) {
        if (totals.round() >= rule.discovery()) {
            Beliefs beliefs = beliefs();
            for (int s = 0; s < segments; s++) {
                for (int k = 1; k < arms; k++) {
                    pairs[s][k - 1].close(
                            totals, beliefs, hopes[s][k - 1], rule.levels().leastEffect());
                }
            }
            decide(totals.round());
            watch(totals);
        }
        for (int s = 0; s < segments; s++) {
            for (int k = 0; k < arms; k++) {
                past[s][k].add(totals.all(s, k));
            }
        }
    }

    private void decide(int round) {
        boolean[] graduated = badged(Direction.ABOVE);
        boolean[] dropped = badged(Direction.BELOW);
        for (int s = 0; s < segments; s++) {
            for (int k = 1; k < arms; k++) {
                int pair = s * (arms - 1) + k - 1;
                if (decided[s][k - 1] < 0 && (graduated[pair] || dropped[pair])) {
                    status[s][k - 1] = graduated[pair] ? Status.GRADUATE : Status.DROP;
                    decided[s][k - 1] = round;
                    certain[s][k - 1] = pairs[s][k - 1].logE(graduated[pair] ? Direction.ABOVE : Direction.BELOW);
                }
            }
        }
    }

    private boolean[] badged(Direction direction) {
        double[] logE = new double[segments * (arms - 1)];
        for (int s = 0; s < segments; s++) {
            for (int k = 1; k < arms; k++) {
                logE[s * (arms - 1) + k - 1] = logE(s, k, direction);
            }
        }
        return new EBh(rule.levels().discoveryRate()).badged(logE);
    }

    private void watch(RoundTotals totals) {
        double sum = 0;
        for (int s = 0; s < segments; s++) {
            drift[s] = drifts[s].close(totals);
            sum += drift[s];
            if (alarm[s] < 0 && drift[s] >= 1 / rule.levels().driftAlpha()) {
                alarm[s] = totals.round();
            }
        }
        if (sum / segments > highest) {
            highest = sum / segments;
            if (highestRound < 0 && highest >= 1 / rule.levels().driftAlpha()) {
                highestRound = totals.round();
            }
        }
    }

    int segments() {
        return segments;
    }

    int arms() {
        return arms;
    }

    PairEvidence pair(int segment, int arm) {
        return pairs[segment][arm - 1];
    }

    Status status(int segment, int arm) {
        return status[segment][arm - 1];
    }

    /** The round after which a pair graduated or was dropped, negative if it did neither. */
    int decided(int segment, int arm) {
        return decided[segment][arm - 1];
    }

    /** The logarithm of an e-value; that of a pair that was decided stays what it was then. */
    double logE(int segment, int arm, Direction direction) {
        Direction settled = status(segment, arm) == Status.GRADUATE ? Direction.ABOVE : Direction.BELOW;
        boolean frozen = decided(segment, arm) >= 0 && direction == settled;
        return frozen ? certain[segment][arm - 1] : pair(segment, arm).logE(direction);
    }

    /** The e-value against stationarity of a segment after the last round. */
    double drift(int segment) {
        return drift[segment];
    }

    /** The round of the alarm of a segment, negative while there is none. */
    int alarm(int segment) {
        return alarm[segment];
    }

    /** The highest value so far of the average of the segments' e-processes. */
    double highestDrift() {
        return highest;
    }

    /** The round of the alarm over all segments, negative while there is none. */
    int driftRound() {
        return highestRound;
    }
}
