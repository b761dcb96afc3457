package assay.dgp.market;

import assay.random.Philox;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * The days of a market. Users who are still there visit in the order of their times of day. At a visit a user sees some of the
 * offers whose budgets can still pay, ranks them by utility plus Gumbel noise, and completes those that beat the outside
 * option from the best down.
 *
 * <p>The race of exponentials {@code E_j / w_j}, whose smallest wins, has the law of utilities {@code log w_j} plus Gumbel
 * noise, whose largest wins, and costs one logarithm in place of two, and that only for offers that can win.
 */
final class Simulation {

    private static final double PASSED_THROUGH = 0.7;
    private static final double VISITING = 0.6;
    private static final int MOST_COMPLETED = 8;
    private static final double PROTECTION = 0.4;
    private static final double MEMORY = 0.5;
    private static final double CENTS = 100;
    private static final double TIME_STEPS = 0x1.0p32;
    private static final int USER_BITS = 31;

    private final Users users;
    private final Offers offers;
    private final Assigned assigned;
    private final int days;
    private final @Nullable Journal journal;

    /** By arm and offer. */
    private final double[][] reward;

    private final double[][] seen;
    /** By user and offer, in the arm that each user is treated by. */
    private final double[] weight;

    private final int[] cap;
    private final int[] balance;
    private final double[] remembered;

    /** Conversions by user, or by user and advertiser. */
    final double[] conversions;

    final double[] margin;
    private final boolean byAdvertiser;

    private final double[] uniforms;
    private final int[] ranked;
    private final double[] race;

    Simulation(
            Users users,
            Offers offers,
            Assigned assigned,
            int days,
            double budget,
            Lever lever,
            double effect,
            boolean byAdvertiser,
            @Nullable EventBlock log) {
        this.users = users;
        this.offers = offers;
        this.assigned = assigned;
        this.days = days;
        this.byAdvertiser = byAdvertiser;
        reward = new double[2][offers.count];
        seen = new double[2][offers.count];
        for (int arm = 0; arm < 2; arm++) {
            double passed = PASSED_THROUGH + (lever == Lever.REWARD ? arm * effect : 0);
            for (int j = 0; j < offers.count; j++) {
                reward[arm][j] = passed * offers.payout[j] / CENTS;
                seen[arm][j] = lever == Lever.RANKING && arm == 1 && effect != 0
                        ? Offers.lifted(offers.seen[j], effect)
                        : offers.seen[j];
            }
        }
        weight = new double[users.count * offers.count];
        for (int i = 0; i < users.count; i++) {
            for (int j = 0; j < offers.count; j++) {
                int arm = assigned.treatedBy(i, offers.advertiser[j]);
                weight[i * offers.count + j] = users.weight(i, offers, j, reward[arm][j]);
            }
        }
        journal = log == null ? null : new Journal(log, users, offers, assigned, seen, reward);
        cap = caps(offers, assigned, budget);
        balance = new int[cap.length];
        remembered = new double[users.count];
        int cells = byAdvertiser ? users.count * offers.advertisers : users.count;
        conversions = new double[cells];
        margin = new double[cells];
        uniforms = new double[offers.count + 2];
        ranked = new int[offers.count];
        race = new double[offers.count];
    }

    /** Daily budgets in cents, by pool and advertiser: in proportion to the users of the pool. */
    static int[] caps(Offers offers, Assigned assigned, double budget) {
        int[] caps = new int[assigned.poolUsers.length * offers.advertisers];
        for (int p = 0; p < assigned.poolUsers.length; p++) {
            for (int a = 0; a < offers.advertisers; a++) {
                caps[p * offers.advertisers + a] =
                        (int) Math.rint(CENTS * budget * assigned.poolUsers[p] * offers.budgetShare[a]);
            }
        }
        return caps;
    }

    /** The day on which a user arrived. */
    double arrival(int user) {
        return users.arrival[user];
    }

    void run() {
        int[] waiting = byArrival();
        int next = 0;
        int[] present = new int[users.count];
        int here = 0;
        long[] visits = new long[users.count];
        for (int day = 0; day < days; day++) {
            System.arraycopy(cap, 0, balance, 0, cap.length);
            while (next < waiting.length && users.arrival[waiting[next]] == day) {
                present[here++] = waiting[next++];
            }
            int count = 0;
            for (int k = 0; k < here; k++) {
                int i = present[k];
                double visiting = users.random[i].nextDouble();
                double time = users.random[i].nextDouble();
                if (visiting < VISITING || users.arrival[i] == day) {
                    visits[count++] = (long) (time * TIME_STEPS) << USER_BITS | i;
                }
            }
            Arrays.sort(visits, 0, count);
            for (int v = 0; v < count; v++) {
                int i = (int) (visits[v] & Integer.MAX_VALUE);
                visit(day, (visits[v] >>> USER_BITS) / TIME_STEPS, i);
            }
            int stay = 0;
            for (int k = 0; k < here; k++) {
                if (!(remembered[present[k]] < 0)) {
                    present[stay++] = present[k];
                }
            }
            here = stay;
        }
        if (journal != null) {
            journal.close();
        }
    }

    private int[] byArrival() {
        int[] starts = new int[days + 1];
        for (int day : users.arrival) {
            starts[day + 1]++;
        }
        for (int d = 0; d < days; d++) {
            starts[d + 1] += starts[d];
        }
        int[] order = new int[users.count];
        for (int i = 0; i < users.count; i++) {
            order[starts[users.arrival[i]]++] = i;
        }
        return order;
    }

    private void visit(int day, double time, int i) {
        Philox random = users.random[i];
        for (int k = 0; k < uniforms.length; k++) {
            uniforms[k] = random.nextDouble();
        }
        if (journal != null) {
            journal.visit(day, time, i);
            journal.impressions(uniforms, balance);
            if (assigned.held[i]) {
                journal.ghosts(uniforms, balance);
            }
        }
        int best = rank(i);
        double gained = 0;
        int done = 0;
        int first = assigned.pool[i] * offers.advertisers;
        for (int k = 0; k < best && done < MOST_COMPLETED; k++) {
            int j = ranked[k];
            int advertiser = offers.advertiser[j];
            if (balance[first + advertiser] >= offers.payout[j]) {
                balance[first + advertiser] -= offers.payout[j];
                done++;
                double got = reward[assigned.treatedBy(i, advertiser)][j];
                gained += got;
                int cell = byAdvertiser ? i * offers.advertisers + advertiser : i;
                conversions[cell]++;
                double paid = offers.payout[j] / CENTS;
                margin[cell] += paid - got;
                if (journal != null) {
                    journal.conversion(j, got, balance[first + advertiser]);
                }
            }
        }
        remembered[i] = MEMORY * remembered[i] + gained;
        // tanh of a number that is not negative.
        double protection = PROTECTION * (1 - 2 / (FastMath.exp(2 * remembered[i]) + 1));
        if (uniforms[offers.count + 1] < users.leaving[i] * (1 - protection)) {
            remembered[i] = -1;
            if (journal != null) {
                journal.churn();
            }
        }
    }

    /** Offers that are seen and beat the outside option, best first; how many. */
    private int rank(int i) {
        double outside = -FastMath.log(uniforms[offers.count]);
        int found = 0;
        int first = assigned.pool[i] * offers.advertisers;
        int row = i * offers.count;
        for (int j = 0; j < offers.count; j++) {
            int advertiser = offers.advertiser[j];
            double sight = seen[assigned.treatedBy(i, advertiser)][j];
            if (uniforms[j] < sight && balance[first + advertiser] >= offers.payout[j]) {
                found = enter(j, uniforms[j] / sight, weight[row + j], outside, found);
            }
        }
        return found;
    }

    /** Given that it is below the probability of sight, the uniform is uniform below it, and -log(1 - v) exponential. */
    private int enter(int j, double v, double w, double outside, int found) {
        // -log(1 - v) is at least v.
        if (!(v < outside * w)) {
            return found;
        }
        double at = -FastMath.log1p(-v) / w;
        if (!(at < outside)) {
            return found;
        }
        int k = found;
        while (k > 0 && race[k - 1] > at) {
            race[k] = race[k - 1];
            ranked[k] = ranked[k - 1];
            k--;
        }
        race[k] = at;
        ranked[k] = j;
        return found + 1;
    }
}
