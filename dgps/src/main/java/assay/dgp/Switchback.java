package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Markets that are switched on and off over time, each by its own tosses. Outcomes have a level of the market, a daily season of 24
 * periods, shocks of market and period that last, and users; treatment may be at work for periods after it.
 *
 * <p>{@code y = mean + alpha_j + gamma_t + delta_jt + e + tau_j S_jt}. With {@code w_k = 0.6 * 2 (K + 1 - k) / (K (K + 1))} for lags k =
 * 1, ..., K, the state {@code S_jt} is {@code T_t + carry sum_k w_k T_{t-k}} where carryover is additive and {@code T_t + carry sum_k
 * w_k (T_{t-k} - T_t)} where it displaces. Before the first period the market has been in the arm of its first block for
 * long, so that nothing is said about a time before that.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size periods, at least 4
 * @param markets markets J, at least 1
 * @param plan when the coin is tossed
 * @param block periods of a block, or the order for which the minimax design is made; at least 1
 * @param effect mean effect tau of treatment in its own period
 * @param heterogeneity effects of markets are {@code effect (1 + heterogeneity N(0, 1))}; not negative
 * @param carryover what a past treatment does
 * @param order how many periods K it lasts, not negative
 * @param carry how strong it is, as a multiple of weights that sum to 0.6
 * @param users mean number of users in a market and period, above 0
 * @param cv coefficient of variation of that number, which is gamma distributed and rounded; not negative
 * @param fewest users at least; 0 lets periods be empty
 * @param marketShare share of the variance between markets, not negative
 * @param seasonShare share of the season, not negative
 * @param shockShare share of the lasting shocks, not negative; the rest, above 0, is that of users
 * @param persistence correlation of a market's shock with the one before, in [0, 1)
 * @param mean mean outcome without treatment
 * @param sd standard deviation of a user's outcome, above 0
 * @param rows what a row is
 */
public record Switchback(
        int size,
        int markets,
        TossPlan plan,
        int block,
        double effect,
        double heterogeneity,
        Carryover carryover,
        int order,
        double carry,
        double users,
        double cv,
        int fewest,
        double marketShare,
        double seasonShare,
        double shockShare,
        double persistence,
        double mean,
        double sd,
        SwitchbackRows rows)
        implements Twins {

    private static final double TOTAL_WEIGHT = 0.6;
    private static final int DAY = 24;

    public Switchback {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("markets", markets, 1);
        Arguments.atLeast("block", block, 1);
        Arguments.finite("effect", effect);
        notNegative("heterogeneity", heterogeneity);
        Arguments.atLeast("order", order, 0);
        Arguments.finite("carry", carry);
        Arguments.positive("users", users);
        notNegative("cv", cv);
        Arguments.atLeast("fewest", fewest, 0);
        notNegative("marketShare", marketShare);
        notNegative("seasonShare", seasonShare);
        notNegative("shockShare", shockShare);
        if (!(marketShare + seasonShare + shockShare < 1)) {
            throw new IllegalArgumentException(
                    "marketShare, seasonShare and shockShare must add up to less than 1, not "
                            + (marketShare + seasonShare + shockShare));
        }
        if (!(persistence >= 0 && persistence < 1)) {
            throw new IllegalArgumentException("persistence must be in [0, 1), not " + persistence);
        }
        Arguments.finite("mean", mean);
        Arguments.positive("sd", sd);
        plan.design(size, block);
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and not negative, not " + value);
        }
    }

    /**
     * Many markets with a coin for each period, and no carryover: 12 users of mean 2000 and standard deviation 1000, shares of .05,
     * .03 and .02, and an effect of 20 that varies between markets by half.
     *
     * @param periods periods
     * @param markets markets
     * @return the world
     */
    public static Switchback standard(int periods, int markets) {
        return new Switchback(
                periods,
                markets,
                TossPlan.REGULAR,
                1,
                20,
                0.5,
                Carryover.DISPLACING,
                0,
                0,
                12,
                1,
                1,
                0.05,
                0.03,
                0.02,
                0.3,
                2000,
                1000,
                SwitchbackRows.MEANS);
    }

    /**
     * One market with the minimax design for a carryover that it has: of order 2, as strong as the season, with shocks that last.
     *
     * @param periods periods
     * @return the world
     */
    public static Switchback oneMarket(int periods) {
        return new Switchback(
                periods,
                1,
                TossPlan.MINIMAX,
                2,
                1,
                0,
                Carryover.ADDITIVE,
                2,
                1,
                100,
                0,
                0,
                0,
                0.1,
                0.4,
                0.9,
                10,
                1,
                SwitchbackRows.MEANS);
    }

    @Override
    public String name() {
        return "switchback";
    }

    @Override
    public Draw draw(Streams streams) {
        double[][] arm = new double[markets][];
        Philox coins = streams.assignment();
        for (int j = 0; j < markets; j++) {
            arm[j] = plan.design(size, block).draw(coins, 0.5);
        }
        Places places = places(streams);
        return new Draw(sample(streams, places, arm), truth(places));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        double[][] forced = new double[markets][size];
        for (double[] market : forced) {
            Arrays.fill(market, arm);
        }
        return sample(streams, places(streams), forced);
    }

    /** What is there before treatment: effects of markets, users, and what was measured in the period before. */
    private static final class Places {
        private final double[] effect;
        private final double[] level;
        private final int[] users;
        private final double[] history;
        private final int rows;

        Places(double[] effect, double[] level, int[] users, double[] history, int rows) {
            this.effect = effect;
            this.level = level;
            this.users = users;
            this.history = history;
            this.rows = rows;
        }
    }

    private Places places(Streams streams) {
        Philox random = streams.covariates();
        double[] level = new double[markets];
        random.normals(level);
        double[] own = new double[markets];
        random.normals(own);
        // The variance of sin(2.5 z) + z^2 / 2 for a standard normal z; its mean is 1 / 2.
        double spread = FastMath.sqrt(marketShare / (0.5 * (1 - FastMath.exp(-12.5)) + 0.5));
        for (int j = 0; j < markets; j++) {
            double z = level[j];
            level[j] = sd * spread * (FastMath.sin(2.5 * z) + 0.5 * z * z - 0.5);
            own[j] = effect * (1 + heterogeneity * own[j]);
        }
        double[] history = new double[markets * size];
        random.normals(history);
        double noise = sd * FastMath.sqrt(marketShare + seasonShare);
        for (int i = 0; i < history.length; i++) {
            history[i] = mean + level[i / size] + season(i % size) + noise * history[i];
        }
        int[] users = CellSizes.draw(random, markets * size, this.users, cv, fewest);
        int count = 0;
        for (int n : users) {
            count += rows == SwitchbackRows.USERS ? n : rows == SwitchbackRows.MEANS ? Math.min(1, n) : 1;
        }
        return new Places(own, level, users, history, count);
    }

    private double season(int period) {
        return sd * FastMath.sqrt(2 * seasonShare) * FastMath.sin(2 * Math.PI * (period + 1) / DAY);
    }

    private Sample sample(Streams streams, Places places, double[][] arm) {
        Philox noise = streams.noise();
        double[] shocks = new double[markets * size];
        noise.normals(shocks);
        int cells = markets * size;
        double[] own = new double[rows == SwitchbackRows.USERS ? places.rows : cells];
        noise.normals(own);
        double userSd = sd * FastMath.sqrt(1 - marketShare - seasonShare - shockShare);
        double[] weights = weights();
        int[] of = plan.design(size, block).blockOfPeriod();
        SwitchbackColumns columns = new SwitchbackColumns(places.rows);
        for (int j = 0; j < markets; j++) {
            double shock = 0;
            for (int t = 0; t < size; t++) {
                int cell = j * size + t;
                double fresh = t == 0 ? 1 : FastMath.sqrt(1 - persistence * persistence);
                shock = persistence * shock + fresh * sd * FastMath.sqrt(shockShare) * shocks[cell];
                double level =
                        mean + places.level[j] + season(t) + shock + places.effect[j] * state(arm[j], t, weights);
                int n = places.users[cell];
                columns.at(arm[j][t], t + 1, of[t] + 1, j + 1, places.history[cell]);
                if (rows == SwitchbackRows.USERS) {
                    for (int i = 0; i < n; i++) {
                        columns.add(level + userSd * own[columns.count()], 1);
                    }
                } else if (rows == SwitchbackRows.TOTALS) {
                    columns.add(n * level + FastMath.sqrt(n) * userSd * own[cell], n);
                } else if (n > 0) {
                    columns.add(level + userSd * own[cell] / FastMath.sqrt(n), n);
                }
            }
        }
        return columns.sample(markets, rows);
    }

    /** What treatment now and before comes to, in units of its effect. */
    private double state(double[] arm, int t, double[] weights) {
        double state = arm[t];
        for (int k = 1; k <= order; k++) {
            double before = arm[Math.max(0, t - k)];
            state += carry * weights[k] * (carryover == Carryover.ADDITIVE ? before : before - arm[t]);
        }
        return state;
    }

    private double[] weights() {
        double[] weights = new double[order + 1];
        for (int k = 1; k <= order; k++) {
            weights[k] = TOTAL_WEIGHT * 2 * (order + 1 - k) / (order * (order + 1.0));
        }
        return weights;
    }

    /** What treatment kept on does to a user, in units of the effect. */
    private double kept() {
        return carryover == Carryover.ADDITIVE && order > 0 ? 1 + carry * TOTAL_WEIGHT : 1;
    }

    private GroundTruth truth(Places places) {
        double sum = 0;
        double weight = 0;
        for (int cell = 0; cell < places.users.length; cell++) {
            int n = places.users[cell];
            double counts = rows == SwitchbackRows.MEANS ? Math.min(1, n) : n;
            sum += counts * places.effect[cell / size];
            weight += rows == SwitchbackRows.TOTALS ? 1 : counts;
        }
        double value = kept() * sum / weight;
        Map<Estimand, Double> estimands = new HashMap<>();
        estimands.put(Estimand.LAG_EFFECT, value);
        estimands.put(Estimand.GLOBAL_ATE, value);
        if (rows != SwitchbackRows.TOTALS) {
            estimands.put(Estimand.ATE, kept() * effect);
        }
        return new GroundTruth(estimands, null);
    }

    private Switchback with(
            int periods,
            TossPlan otherPlan,
            int length,
            double tau,
            Carryover kind,
            int lags,
            double strength,
            double number,
            double variation,
            int least,
            double share,
            double lasting,
            SwitchbackRows form) {
        return new Switchback(
                periods,
                markets,
                otherPlan,
                length,
                tau,
                heterogeneity,
                kind,
                lags,
                strength,
                number,
                variation,
                least,
                marketShare,
                seasonShare,
                share,
                lasting,
                mean,
                sd,
                form);
    }

    @Override
    public Switchback withEffect(double changed) {
        return with(
                size, plan, block, changed, carryover, order, carry, users, cv, fewest, shockShare, persistence, rows);
    }

    @Override
    public Switchback withSize(int changed) {
        return with(
                changed,
                plan,
                block,
                effect,
                carryover,
                order,
                carry,
                users,
                cv,
                fewest,
                shockShare,
                persistence,
                rows);
    }

    /**
     * The same world with another carryover.
     *
     * @param kind what a past treatment does
     * @param lags how many periods it lasts
     * @param strength multiple of weights that sum to 0.6
     * @return the changed world
     */
    public Switchback withCarryover(Carryover kind, int lags, double strength) {
        return with(size, plan, block, effect, kind, lags, strength, users, cv, fewest, shockShare, persistence, rows);
    }

    /**
     * The same world with another design.
     *
     * @param other when the coin is tossed
     * @param length periods of a block, or the order of the minimax design
     * @return the changed world
     */
    public Switchback withPlan(TossPlan other, int length) {
        return with(
                size, other, length, effect, carryover, order, carry, users, cv, fewest, shockShare, persistence, rows);
    }

    /**
     * The same world with other numbers of users.
     *
     * @param number mean number in a market and period
     * @param variation its coefficient of variation
     * @param least users at least
     * @return the changed world
     */
    public Switchback withUsers(double number, double variation, int least) {
        return with(
                size,
                plan,
                block,
                effect,
                carryover,
                order,
                carry,
                number,
                variation,
                least,
                shockShare,
                persistence,
                rows);
    }

    /**
     * The same world with other shocks.
     *
     * @param share their share of the variance
     * @param lasting correlation with the one before
     * @return the changed world
     */
    public Switchback withShocks(double share, double lasting) {
        return with(size, plan, block, effect, carryover, order, carry, users, cv, fewest, share, lasting, rows);
    }

    /**
     * The same world shown in other rows.
     *
     * @param kind what a row is
     * @return the changed world
     */
    public Switchback withRows(SwitchbackRows kind) {
        return with(
                size, plan, block, effect, carryover, order, carry, users, cv, fewest, shockShare, persistence, kind);
    }

    @Override
    public WorldCard card() {
        return SwitchbackCard.CARD;
    }
}
