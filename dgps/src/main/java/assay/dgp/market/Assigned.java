package assay.dgp.market;

import assay.dgp.Lots;
import assay.random.Philox;
import java.util.Arrays;

/** Who is in which arm, and who competes with whom. */
final class Assigned {

    /** By user. */
    final int[] arm;
    /** Treated users whose treatment is only logged. */
    final boolean[] held;
    /** The sub-market of each user. */
    final int[] pool;

    final int[] poolUsers;
    /** By advertiser: whether its offers are treated for treated users. */
    final int[] moved;

    private final int[] acts;
    private final double treatedPropensity;

    private Assigned(int[] arm, boolean[] held, int[] pool, int pools, int[] moved, double treatedPropensity) {
        this.arm = arm;
        this.held = held;
        this.pool = pool;
        this.moved = moved;
        this.treatedPropensity = treatedPropensity;
        poolUsers = new int[pools];
        acts = new int[arm.length];
        for (int i = 0; i < arm.length; i++) {
            poolUsers[pool[i]]++;
            acts[i] = held[i] ? 0 : arm[i];
        }
    }

    /** 1 if an advertiser's offers are treated for a user. */
    int treatedBy(int user, int advertiser) {
        return acts[user] & moved[advertiser];
    }

    /** The probability of the arm that a user is in. */
    double propensity(int user) {
        return arm[user] == 1 ? treatedPropensity : 1 - treatedPropensity;
    }

    /** All users in one arm, nobody held out, no budget split. */
    static Assigned forced(Marketplace market, int arm) {
        if (arm != 0 && arm != 1) {
            throw new IllegalArgumentException("arm must be 0 or 1, not " + arm);
        }
        int[] arms = new int[market.size()];
        Arrays.fill(arms, arm);
        int[] moved = market.randomisation() == Randomisation.TWO_SIDED
                ? filled(market.advertisers(), arm)
                : first(market.advertisers(), market.levered());
        return new Assigned(arms, new boolean[market.size()], pools(market), poolCount(market), moved, 1);
    }

    static Assigned draw(Marketplace market, Philox random) {
        int n = market.size();
        double share = market.treatedShare();
        int[] arm = new int[n];
        int[] moved = first(market.advertisers(), market.levered());
        int[] pool = pools(market);
        int pools = poolCount(market);
        double propensity;
        switch (market.randomisation()) {
            case CLUSTER -> {
                double[] drawn = Lots.draw(random, market.clusters(), share);
                for (int i = 0; i < n; i++) {
                    arm[i] = (int) drawn[Users.cluster(i, n, market.clusters())];
                }
                propensity = Arrays.stream(drawn).sum() / market.clusters();
            }
            case BUDGET_SPLIT -> {
                int treated = 0;
                for (int start = 0, end; start < n; start = end) {
                    end = start + 1;
                    while (end < n && pool[end] == pool[start]) {
                        end++;
                    }
                    double[] drawn = Lots.draw(random, end - start, share);
                    for (int i = start; i < end; i++) {
                        arm[i] = (int) drawn[i - start];
                        treated += arm[i];
                    }
                }
                for (int i = 0; i < n; i++) {
                    pool[i] = 2 * pool[i] + arm[i];
                }
                pools *= 2;
                propensity = treated / (double) n;
            }
            case USER, TWO_SIDED -> {
                double[] drawn = Lots.draw(random, n, share);
                for (int i = 0; i < n; i++) {
                    arm[i] = (int) drawn[i];
                }
                propensity = Arrays.stream(drawn).sum() / n;
                if (market.randomisation() == Randomisation.TWO_SIDED) {
                    double[] sellers = Lots.draw(random, market.advertisers(), share);
                    Arrays.setAll(moved, a -> (int) sellers[a]);
                }
            }
            default -> throw new IllegalStateException("no design " + market.randomisation());
        }
        boolean[] held = new boolean[n];
        if (market.holdout() > 0) {
            for (int i = 0; i < n; i++) {
                held[i] = random.nextDouble() < market.holdout() && arm[i] == 1;
            }
        }
        return new Assigned(arm, held, pool, pools, moved, propensity);
    }

    private static int[] pools(Marketplace market) {
        int[] pool = new int[market.size()];
        if (market.scope() == BudgetScope.LOCAL) {
            Arrays.setAll(pool, i -> Users.cluster(i, market.size(), market.clusters()));
        }
        return pool;
    }

    private static int poolCount(Marketplace market) {
        return market.scope() == BudgetScope.LOCAL ? market.clusters() : 1;
    }

    private static int[] first(int count, int ones) {
        int[] values = new int[count];
        Arrays.fill(values, 0, ones, 1);
        return values;
    }

    private static int[] filled(int count, int value) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }
}
