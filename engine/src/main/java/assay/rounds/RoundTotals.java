package assay.rounds;

import java.util.Arrays;

/**
 * What a round leaves behind, by segment and arm: moments of the outcome over all rows and over those of the floors, and, where the
 * outcome is bounded, what bets on its rows have won. All that a campaign reports is a function of these. Mutable while a
 * round is under way; not thread-safe.
 */
final class RoundTotals {

    private final int round;
    private final double[][] propensities;
    private final Moments[][] all;
    private final Moments[][] floors;
    private final Wagers wagers;

    RoundTotals(int round, double[][] propensities, Wagers wagers) {
        this(round, propensities, empty(propensities), empty(propensities), wagers);
    }

    RoundTotals(int round, double[][] propensities, Moments[][] all, Moments[][] floors, Wagers wagers) {
        this.round = round;
        this.propensities = propensities;
        this.all = all;
        this.floors = floors;
        this.wagers = wagers;
    }

    private static Moments[][] empty(double[][] propensities) {
        return Arrays.stream(propensities)
                .map(arms -> Arrays.stream(arms).mapToObj(p -> new Moments()).toArray(Moments[]::new))
                .toArray(Moments[][]::new);
    }

    void add(int segment, int arm, boolean floor, double outcome) {
        all[segment][arm].add(outcome);
        if (floor) {
            floors[segment][arm].add(outcome);
        }
        wagers.add(segment, arm, outcome);
    }

    RoundTotals copy() {
        return new RoundTotals(round, propensities, copy(all), copy(floors), wagers.copy());
    }

    private static Moments[][] copy(Moments[][] of) {
        return Arrays.stream(of)
                .map(arms -> Arrays.stream(arms).map(Moments::copy).toArray(Moments[]::new))
                .toArray(Moments[][]::new);
    }

    int round() {
        return round;
    }

    double propensity(int segment, int arm) {
        return propensities[segment][arm];
    }

    double[][] propensities() {
        return propensities;
    }

    Moments all(int segment, int arm) {
        return all[segment][arm];
    }

    Moments floors(int segment, int arm) {
        return floors[segment][arm];
    }

    Wagers wagers() {
        return wagers;
    }

    /** The visitors of a segment. */
    long visitors(int segment) {
        long sum = 0;
        for (Moments arm : all[segment]) {
            sum += arm.n();
        }
        return sum;
    }

    /** The visitors of the round. */
    long visitors() {
        long sum = 0;
        for (int s = 0; s < all.length; s++) {
            sum += visitors(s);
        }
        return sum;
    }
}
