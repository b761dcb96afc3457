package assay.dgp.market;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.Twins;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A marketplace simulated agent by agent. Users of unlike tastes come day by day, see offers of advertisers, complete those
 * that are worth their effort, and one day leave for good. A completed offer costs its advertiser a payout; when a budget
 * cannot pay one more today, the offer is gone until tomorrow. Nothing but these budgets joins users: what treated users take,
 * others cannot have, and that is all the interference there is.
 *
 * <p>The estimand is the effect of treating everybody rather than nobody on the mean outcome of a user, in expectation over
 * users and their luck: the catalogue of offers is part of the world and the same in every draw. It has no closed form; it is
 * the mean of {@link #globalEffect()} over pairs of forced worlds in which the same users have the same tastes, days and
 * noise.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size users, at least 4
 * @param days horizon, at least 1
 * @param offers offers, at least as many as advertisers
 * @param advertisers advertisers, at least 1
 * @param clusters clusters of users that share a shock to their tastes, from 1 to {@code size}
 * @param scope who competes for a budget
 * @param budget daily budgets of all advertisers together, for each user of the market, in its currency; above 0
 * @param lever what treatment moves
 * @param effect how far treatment moves it: the part of the payout that goes to the user in addition, above -0.7, or the
 *     change of the log-odds of being seen
 * @param levered how many advertisers' offers treatment moves, from 1 to {@code advertisers}; in the two-sided design these
 *     are drawn instead
 * @param randomisation what is assigned
 * @param treatedShare share assigned to treatment, in (0, 1)
 * @param holdout share of the treated whose treatment is logged in place of being given, in [0, 1)
 * @param metric the outcome
 */
public record Marketplace(
        int size,
        int days,
        int offers,
        int advertisers,
        int clusters,
        BudgetScope scope,
        double budget,
        Lever lever,
        double effect,
        int levered,
        Randomisation randomisation,
        double treatedShare,
        double holdout,
        Metric metric)
        implements Twins {

    static final double PASSED_THROUGH = 0.7;
    static final int FEWEST_USERS = 4;

    public Marketplace {
        Arguments.atLeast("size", size, FEWEST_USERS);
        Arguments.atLeast("days", days, 1);
        Arguments.atLeast("advertisers", advertisers, 1);
        Arguments.atLeast("offers", offers, advertisers);
        within("clusters", clusters, size);
        Arguments.positive("budget", budget);
        Arguments.finite("effect", effect);
        if (lever == Lever.REWARD && !(effect > -PASSED_THROUGH)) {
            throw new IllegalArgumentException(
                    "effect must leave the user a reward: above " + -PASSED_THROUGH + ", not " + effect);
        }
        within("levered", levered, advertisers);
        Arguments.probability("treatedShare", treatedShare);
        if (!(holdout >= 0 && holdout < 1)) {
            throw new IllegalArgumentException("holdout must be in [0, 1), not " + holdout);
        }
        switch (randomisation) {
            case USER -> arms("users", size, treatedShare);
            case CLUSTER -> arms("clusters", clusters, treatedShare);
            case BUDGET_SPLIT ->
                arms("users of a market", scope == BudgetScope.LOCAL ? size / clusters : size, treatedShare);
            case TWO_SIDED -> {
                arms("users", size, treatedShare);
                arms("advertisers", advertisers, treatedShare);
            }
        }
    }

    private static void arms(String units, int count, double share) {
        double treated = Math.rint(share * count);
        if (treated < 1 || treated > count - 1) {
            throw new IllegalArgumentException("treatedShare must leave each arm some of the " + count + " " + units
                    + ", not " + share + " of them");
        }
    }

    /**
     * A market as large as a real one: 60,000 users over 45 days, 50 offers of 12 advertisers, 120 clusters with budgets of
     * their own, single users assigned.
     *
     * @return the world; a draw takes seconds, and its truth tens of seconds once
     */
    public static Marketplace large() {
        return new Marketplace(
                60_000,
                45,
                50,
                12,
                120,
                BudgetScope.LOCAL,
                0.6,
                Lever.REWARD,
                0.15,
                4,
                Randomisation.USER,
                0.5,
                0,
                Metric.CONVERSIONS);
    }

    /**
     * Cities of equal size that do not reach each other, over four days: 8 offers of 2 advertisers whose budgets run out on
     * most days, and a reward of all of the payout for the treated. Conversions are counted.
     *
     * @param cities clusters, each with budgets of its own
     * @param users users of a city; 40 are enough for whole cities to be assigned, budgets that are split need 200
     * @param randomisation what is assigned
     * @return the world; a draw of 2000 users takes milliseconds
     */
    public static Marketplace cities(int cities, int users, Randomisation randomisation) {
        return new Marketplace(
                cities * users,
                4,
                8,
                2,
                cities,
                BudgetScope.LOCAL,
                1,
                Lever.REWARD,
                0.3,
                2,
                randomisation,
                0.5,
                0,
                Metric.CONVERSIONS);
    }

    private static void within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most + ", not " + value);
        }
    }

    @Override
    public String name() {
        return "marketplace";
    }

    @Override
    public Draw draw(Streams streams) {
        Sample observed = observed(streams);
        return new Draw(
                observed,
                new GroundTruth(Map.of(Estimand.GLOBAL_ATE, globalEffect().value()), null));
    }

    /**
     * The sample of a draw without its truth, which costs many times as much.
     *
     * @param streams the streams of one replicate
     * @return the sample
     */
    public Sample observed(Streams streams) {
        return sample(streams, Assigned.draw(this, streams.assignment()));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return sample(streams, Assigned.forced(this, arm));
    }

    private Sample sample(Streams streams, Assigned assigned) {
        Simulation simulation = simulation(streams, assigned, null);
        simulation.run();
        double[] y = metric == Metric.MARGIN ? simulation.margin : simulation.conversions;
        return randomisation == Randomisation.TWO_SIDED ? cells(y, assigned) : rows(y, assigned, simulation);
    }

    private Simulation simulation(Streams streams, Assigned assigned, @Nullable EventBlock log) {
        return new Simulation(
                new Users(size, clusters, days, streams),
                new Offers(offers, advertisers),
                assigned,
                days,
                budget,
                lever,
                effect,
                randomisation == Randomisation.TWO_SIDED,
                log);
    }

    private Sample rows(double[] y, Assigned assigned, Simulation simulation) {
        double[] arm = new double[size];
        double[] user = new double[size];
        double[] unit = new double[size];
        double[] market = new double[size];
        double[] arrival = new double[size];
        for (int i = 0; i < size; i++) {
            arm[i] = assigned.arm[i];
            user[i] = i;
            arrival[i] = simulation.arrival(i);
            market[i] = scope == BudgetScope.LOCAL ? Users.cluster(i, size, clusters) : 0;
            unit[i] = switch (randomisation) {
                case CLUSTER -> Users.cluster(i, size, clusters);
                case BUDGET_SPLIT -> 2 * market[i] + arm[i];
                case USER, TWO_SIDED -> i;
            };
        }
        Sample.Builder sample = Sample.builder()
                .outcome(metric == Metric.MARGIN ? "margin" : "conversions", y)
                .assignment("treated", arm)
                .add(Role.UNIT, new Column.Numeric("user", user))
                .covariate("arrival_day", arrival);
        switch (randomisation) {
            case CLUSTER -> sample.add(Role.CLUSTER, new Column.Numeric("cluster", unit));
            case BUDGET_SPLIT ->
                sample.add(Role.CLUSTER, new Column.Numeric("sub_market", unit))
                        .add(Role.STRATUM, new Column.Numeric("market", market));
            case USER, TWO_SIDED -> sample.add(Role.CLUSTER, new Column.Numeric("randomised", unit));
        }
        if (holdout > 0) {
            double[] received = new double[size];
            for (int i = 0; i < size; i++) {
                received[i] = assigned.held[i] ? 0 : arm[i];
            }
            sample.add(Role.TREATMENT, new Column.Numeric("received", received));
        }
        return sample.build();
    }

    /** A row for each user and advertiser, by user: treated where both are. */
    private Sample cells(double[] y, Assigned assigned) {
        double[] both = new double[y.length];
        double[] buyer = new double[y.length];
        double[] seller = new double[y.length];
        for (int cell = 0; cell < y.length; cell++) {
            int user = cell / advertisers;
            int advertiser = cell % advertisers;
            both[cell] = assigned.arm[user] & assigned.moved[advertiser];
            buyer[cell] = user;
            seller[cell] = advertiser;
        }
        return Sample.builder()
                .outcome(metric == Metric.MARGIN ? "margin" : "conversions", y)
                .assignment("treated", both)
                .add(Role.CLUSTER, new Column.Numeric("user", buyer))
                .add(Role.CLUSTER, new Column.Numeric("advertiser", seller))
                .build();
    }

    /**
     * The truth: the effect of treating everybody, from forced worlds.
     *
     * @return the mean difference and its Monte-Carlo standard error
     */
    public SimulatedEffect globalEffect() {
        return SimulatedEffect.of(this);
    }

    /**
     * Runs the market of a draw and tells all that happens in it, in the order in which it happens.
     *
     * @param streams the streams of one replicate
     * @param sink takes the events in blocks, each block only until the call returns
     */
    public void events(Streams streams, Consumer<EventBlock> sink) {
        simulation(streams, Assigned.draw(this, streams.assignment()), new EventBlock(sink))
                .run();
    }

    @Override
    public Marketplace withEffect(double changed) {
        return new Marketplace(
                size,
                days,
                offers,
                advertisers,
                clusters,
                scope,
                budget,
                lever,
                changed,
                levered,
                randomisation,
                treatedShare,
                holdout,
                metric);
    }

    @Override
    public Marketplace withSize(int changed) {
        return new Marketplace(
                changed,
                days,
                offers,
                advertisers,
                Math.min(clusters, changed),
                scope,
                budget,
                lever,
                effect,
                levered,
                randomisation,
                treatedShare,
                holdout,
                metric);
    }

    /**
     * The same market under another randomisation.
     *
     * @param changed what is assigned
     * @return the changed world
     */
    public Marketplace withRandomisation(Randomisation changed) {
        return new Marketplace(
                size,
                days,
                offers,
                advertisers,
                clusters,
                scope,
                budget,
                lever,
                effect,
                levered,
                changed,
                treatedShare,
                holdout,
                metric);
    }

    /**
     * The same market with other sharing of budgets.
     *
     * @param changed who competes for a budget
     * @return the changed world
     */
    public Marketplace withScope(BudgetScope changed) {
        return new Marketplace(
                size,
                days,
                offers,
                advertisers,
                clusters,
                changed,
                budget,
                lever,
                effect,
                levered,
                randomisation,
                treatedShare,
                holdout,
                metric);
    }

    /**
     * The same market with another outcome.
     *
     * @param changed the outcome
     * @return the changed world
     */
    public Marketplace withMetric(Metric changed) {
        return new Marketplace(
                size,
                days,
                offers,
                advertisers,
                clusters,
                scope,
                budget,
                lever,
                effect,
                levered,
                randomisation,
                treatedShare,
                holdout,
                changed);
    }

    @Override
    public WorldCard card() {
        return MarketCard.of(this);
    }
}
