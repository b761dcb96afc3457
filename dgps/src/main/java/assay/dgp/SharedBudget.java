package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Markets whose users compete for one budget: what the treated gain, the controls lose in part.
 *
 * <p>A user wants {@code u = exp(effect T)}. What a market of n users sells saturates in what they want together, {@code C = n c_g
 * (1 - exp(-sum(u) / (n s)))}, and is shared out by want: {@code p_i = C u_i / sum(u)}, at most 1, and the outcome is whether a
 * user buys. {@code c_g} is {@code capacity (1 + spread v_g)} with v uniform on (-1, 1), which is a covariate where it varies.
 *
 * <p>The cluster of a row is what was assigned: its market, the user alone, or the pool of its arm in its market. Under
 * {@link MarketDesign#CLUSTER} a share of the markets is treated; else a share of the users of each market.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size markets, at least 4
 * @param users users of a market, at least 4
 * @param effect how much more the treated want, on the log scale
 * @param capacity the share of users who buy where want is unlimited, above 0; at most {@code 1 / (1 + spread)}
 * @param saturation want per user at which sales stop to grow, above 0
 * @param spread relative spread of capacity between markets, in [0, 1)
 * @param share share treated, in (0, 1)
 * @param design what is assigned
 */
public record SharedBudget(
        int size,
        int users,
        double effect,
        double capacity,
        double saturation,
        double spread,
        double share,
        MarketDesign design)
        implements Twins {

    public SharedBudget {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("users", users, 4);
        Arguments.finite("effect", effect);
        if (!(spread >= 0 && spread < 1)) {
            throw new IllegalArgumentException("spread must be in [0, 1), not " + spread);
        }
        if (!(capacity > 0 && capacity * (1 + spread) <= 1)) {
            throw new IllegalArgumentException("capacity must be in (0, 1 / (1 + spread)], not " + capacity);
        }
        Arguments.positive("saturation", saturation);
        Arguments.probability("share", share);
        double units = design == MarketDesign.CLUSTER ? size : users;
        if (Math.rint(share * units) < 2 || Math.rint(share * units) > units - 2) {
            throw new IllegalArgumentException(
                    "share must leave two " + (design == MarketDesign.CLUSTER ? "markets" : "users of a market")
                            + " to each arm, not " + share + " of " + units);
        }
    }

    /**
     * The market of the chapter on interference, all markets alike and half treated.
     *
     * @param size markets
     * @param users users of a market
     * @param design what is assigned
     * @return effect 0.6, capacity 0.62, saturation 0.55
     */
    public static SharedBudget standard(int size, int users, MarketDesign design) {
        return new SharedBudget(size, users, 0.6, 0.62, 0.55, 0, 0.5, design);
    }

    @Override
    public String name() {
        return "shared-budget";
    }

    /**
     * Share of users who buy when all users are in one arm.
     *
     * @param arm 1 for treated, 0 for control
     * @return the expected outcome, averaged over markets
     */
    public double level(int arm) {
        return sales(want(arm)) * capacity;
    }

    /**
     * What a comparison of users within a market shows on average, in place of the effect of treating everybody.
     *
     * @param treatedShare share of the users who are treated, in (0, 1)
     * @return expected difference in means between the treated and the control users of a market
     */
    public double withinMarket(double treatedShare) {
        Arguments.probability("treatedShare", treatedShare);
        double mean = 1 + treatedShare * (want(1) - 1);
        double each = capacity * sales(mean) / mean;
        return each * want(1) - each;
    }

    private double want(int arm) {
        return arm == 1 ? FastMath.exp(effect) : 1;
    }

    /** Sales per user and unit of capacity where the mean want is u. */
    private double sales(double u) {
        return 1 - FastMath.exp(-u / saturation);
    }

    @Override
    public Draw draw(Streams streams) {
        double[] lot = lot(streams.assignment());
        Map<Estimand, Double> truth = Map.of(Estimand.GLOBAL_ATE, level(1) - level(0));
        return new Draw(sample(streams, lot, lot), new GroundTruth(truth, null));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        double[] all = new double[size * users];
        Arrays.fill(all, arm);
        return sample(streams, lot(streams.assignment()), all);
    }

    /** The arm that each user drew. */
    private double[] lot(Philox random) {
        double[] arm = new double[size * users];
        if (design == MarketDesign.CLUSTER) {
            double[] markets = Assignment.COMPLETE.draw(random, size, share);
            for (int i = 0; i < arm.length; i++) {
                arm[i] = markets[i / users];
            }
        } else {
            for (int g = 0; g < size; g++) {
                System.arraycopy(Assignment.COMPLETE.draw(random, users, share), 0, arm, g * users, users);
            }
        }
        return arm;
    }

    /** What is seen of users who drew one arm and were treated by another; pools are made by lot. */
    private Sample sample(Streams streams, double[] lot, double[] arm) {
        double[] v = new double[size];
        streams.covariates().uniforms(v);
        double[] y = new double[arm.length];
        streams.noise().uniforms(y);
        double[] market = new double[arm.length];
        double[] cluster = new double[arm.length];
        double[] budget = new double[arm.length];
        double[] chance = new double[2];
        for (int g = 0; g < size; g++) {
            v[g] = 2 * v[g] - 1;
            int from = g * users;
            double treated = 0;
            for (int i = from; i < from + users; i++) {
                treated += arm[i];
            }
            chances(capacity * (1 + spread * v[g]), treated / users, chance);
            for (int i = from; i < from + users; i++) {
                int a = (int) arm[i];
                y[i] = y[i] < chance[a] ? 1 : 0;
                market[i] = g;
                budget[i] = v[g];
                cluster[i] = switch (design) {
                    case CLUSTER -> g;
                    case USER -> i;
                    case BUDGET_SPLIT -> 2.0 * g + lot[i];
                };
            }
        }
        Sample.Builder sample = Sample.builder()
                .outcome("bought", y)
                .assignment("treated", arm)
                .add(
                        Role.CLUSTER,
                        design == MarketDesign.USER ? "user" : design == MarketDesign.CLUSTER ? "market" : "pool",
                        cluster);
        if (design != MarketDesign.CLUSTER) {
            sample.add(Role.STRATUM, "market", market);
        }
        return (spread > 0 ? sample.covariate("budget", budget) : sample).build();
    }

    /** How likely control and treated users of a market are to buy. */
    private void chances(double ceiling, double treatedShare, double[] chance) {
        double mean = 1 + treatedShare * (want(1) - 1);
        for (int a = 0; a < 2; a++) {
            // A pool of its own has the budget of its users: nothing in it depends on the other arm.
            double competing = design == MarketDesign.BUDGET_SPLIT ? want(a) : mean;
            chance[a] = Math.min(1, ceiling * sales(competing) * want(a) / competing);
        }
    }

    /**
     * The same market under another design.
     *
     * @param changed what is assigned
     * @return the changed world, with the same truth
     */
    public SharedBudget withDesign(MarketDesign changed) {
        return new SharedBudget(size, users, effect, capacity, saturation, spread, share, changed);
    }

    /**
     * The same market with another share treated.
     *
     * @param changed share treated
     * @return the changed world, with the same truth
     */
    public SharedBudget withShare(double changed) {
        return new SharedBudget(size, users, effect, capacity, saturation, spread, changed, design);
    }

    @Override
    public SharedBudget withEffect(double changed) {
        return new SharedBudget(size, users, changed, capacity, saturation, spread, share, design);
    }

    @Override
    public SharedBudget withSize(int changed) {
        return new SharedBudget(changed, users, effect, capacity, saturation, spread, share, design);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A shared budget",
                List.of(
                        "U_{gi} = e^{\\beta T_{gi}}",
                        "C_g = n c_g (1 - e^{-\\sum_i U_{gi} / (n s)}), \\quad c_g = c (1 + \\eta V_g), \\quad V_g \\sim \\mathrm{Uniform}(-1, 1)",
                        "P(Y_{gi} = 1) = \\min(1, C_g U_{gi} / \\sum_j U_{gj}), \\text{ sums over the users who share a budget}"),
                List.of(
                        new WorldCard.Knob("size", "markets, at least 4"),
                        new WorldCard.Knob("users", "users n of a market, at least 4"),
                        new WorldCard.Knob("effect", "how much more the treated want, on the log scale: beta"),
                        new WorldCard.Knob(
                                "capacity", "share c of users who buy where want is unlimited, in (0, 1 / (1 + eta)]"),
                        new WorldCard.Knob("saturation", "want s per user at which sales stop to grow, above 0"),
                        new WorldCard.Knob(
                                "spread",
                                "relative spread eta of capacity between markets, in [0, 1); where above 0, V is a covariate"),
                        new WorldCard.Knob("share", "share of markets, or of the users of each market, treated"),
                        new WorldCard.Knob("design", "what is assigned: markets, users, or users with their budget")),
                Dag.of("T -> Y; [Budget] -> Y"),
                "With all users in one arm everybody wants the same, and c (1 - exp(-u / s)) of them buy: 0.5974 treated less 0.5194 control, 0.0781, at the usual knobs.",
                "Interference by a budget that depletes; Blake and Coey, Why marketplace experimentation is harder than it seems, EC 2014.");
    }
}
