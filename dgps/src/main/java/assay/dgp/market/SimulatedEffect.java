package assay.dgp.market;

import assay.random.Streams;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An effect known by simulation: the mean over replicates of the difference between twins, all treated and none treated.
 *
 * @param value the mean
 * @param stdError its Monte-Carlo standard error: the standard deviation over replicates, over the root of their number
 * @param replicates pairs of twins
 */
public record SimulatedEffect(double value, double stdError, int replicates) {

    /** Replicates of its own, which no draw of a certificate shares: the key is the word itself. */
    private static final long KEY = 0x7472757468L;

    /** What is known already: a pure function of the knobs that takes seconds to compute and is asked for at every draw. */
    private static final Map<Marketplace, SimulatedEffect> KNOWN = new ConcurrentHashMap<>();

    private static final int USER_DAYS = 2_000_000;
    private static final int FEWEST = 4;

    static SimulatedEffect of(Marketplace market) {
        if (market.effect() == 0) {
            return new SimulatedEffect(0, 0, 0);
        }
        return KNOWN.computeIfAbsent(canonical(market), world -> simulate(world, replicates(world)));
    }

    /** How many replicates: as many as fit into a fixed number of user-days. */
    static int replicates(Marketplace market) {
        return (int) Math.max(FEWEST, USER_DAYS / ((long) market.size() * market.days()));
    }

    /**
     * The smallest market that shares the estimand: it does not depend on what is assigned to whom, nor with what
     * probability. Clusters of one size with budgets of their own are alike and do not reach each other: one tells of all.
     */
    static Marketplace canonical(Marketplace market) {
        boolean cells = market.randomisation() == Randomisation.TWO_SIDED;
        boolean alike = market.scope() == BudgetScope.LOCAL
                && market.size() % market.clusters() == 0
                && market.size() / market.clusters() >= Marketplace.FEWEST_USERS;
        int clusters = alike ? 1 : market.clusters();
        return new Marketplace(
                alike ? market.size() / market.clusters() : market.size(),
                market.days(),
                market.offers(),
                market.advertisers(),
                clusters,
                market.scope(),
                market.budget(),
                market.lever(),
                market.effect(),
                cells ? market.advertisers() : market.levered(),
                cells ? Randomisation.TWO_SIDED : Randomisation.USER,
                0.5,
                0,
                market.metric());
    }

    static SimulatedEffect simulate(Marketplace market, int replicates) {
        double mean = 0;
        double squares = 0;
        for (int r = 0; r < replicates; r++) {
            Streams streams = new Streams(KEY, r);
            double difference = mean(market.twin(streams, 1).outcome())
                    - mean(market.twin(streams, 0).outcome());
            double before = difference - mean;
            mean += before / (r + 1);
            squares += before * (difference - mean);
        }
        return new SimulatedEffect(mean, Math.sqrt(squares / (replicates - 1) / replicates), replicates);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
