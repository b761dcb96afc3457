package assay.dgp.market;

import org.apache.commons.math3.util.FastMath;

/** Writes what happens at a visit into a log. It sees the market and changes nothing in it. */
final class Journal {

    private static final double CENTS = 100;

    private final EventBlock block;
    private final Users users;
    private final Offers offers;
    private final Assigned assigned;
    /** By arm and offer. */
    private final double[][] seen;

    private final double[][] reward;
    private int day;
    private double time;
    private int user;

    Journal(EventBlock block, Users users, Offers offers, Assigned assigned, double[][] seen, double[][] reward) {
        this.block = block;
        this.users = users;
        this.offers = offers;
        this.assigned = assigned;
        this.seen = seen;
        this.reward = reward;
    }

    void visit(int onDay, double at, int who) {
        day = onDay;
        time = at;
        user = who;
        if (users.arrival[who] == onDay) {
            event(EventType.ARRIVAL, false, -1, 1, 0, 0, 0);
            event(EventType.ASSIGNMENT, false, -1, assigned.propensity(who), 0, 0, 0);
        }
    }

    /** What the user sees: the offers whose budgets can pay and that the uniforms of the visit show. */
    void impressions(double[] uniforms, int[] balance) {
        int first = assigned.pool[user] * offers.advertisers;
        for (int j = 0; j < offers.count; j++) {
            int advertiser = offers.advertiser[j];
            double sight = seen[assigned.treatedBy(user, advertiser)][j];
            if (uniforms[j] < sight && balance[first + advertiser] >= offers.payout[j]) {
                event(EventType.IMPRESSION, false, j, sight, 0, 0, 0);
            }
        }
    }

    void conversion(int offer, double gained, int left) {
        double paid = offers.payout[offer] / CENTS;
        event(EventType.CONVERSION, false, offer, 1, paid, gained, 0);
        event(EventType.BUDGET_DECREMENT, false, offer, 1, paid, 0, left / CENTS);
    }

    void churn() {
        event(EventType.CHURN, false, -1, 1, 0, 0, 0);
    }

    /**
     * What a user held out would have seen and completed of the treated offers under treatment, were nothing paid: by the
     * same uniforms, with neither a limit of completions nor a budget used up by them.
     */
    void ghosts(double[] uniforms, int[] balance) {
        int first = assigned.pool[user] * offers.advertisers;
        double outside = -FastMath.log(uniforms[offers.count]);
        for (int j = 0; j < offers.count; j++) {
            int advertiser = offers.advertiser[j];
            double sight = seen[1][j];
            int left = balance[first + advertiser];
            if (assigned.moved[advertiser] == 1 && uniforms[j] < sight && left >= offers.payout[j]) {
                event(EventType.IMPRESSION, true, j, sight, 0, 0, 0);
                double weight = users.weight(user, offers, j, reward[1][j]);
                if (-FastMath.log1p(-uniforms[j] / sight) < outside * weight) {
                    event(EventType.CONVERSION, true, j, 1, 0, 0, 0);
                    event(EventType.BUDGET_DECREMENT, true, j, 1, 0, 0, left / CENTS);
                }
            }
        }
    }

    void close() {
        block.flush();
    }

    private void event(
            EventType type, boolean ghost, int offer, double propensity, double payout, double gained, double left) {
        block.add(
                type,
                day,
                time,
                user,
                users.cluster[user],
                assigned.pool[user],
                assigned.arm[user],
                ghost,
                offer < 0 ? -1 : offers.advertiser[offer],
                offer,
                propensity,
                payout,
                gained,
                left);
    }
}
