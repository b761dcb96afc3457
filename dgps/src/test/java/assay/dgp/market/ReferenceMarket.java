package assay.dgp.market;

import assay.random.Philox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same market as the card describes it, one thing at a time: utilities on the log scale, Gumbel noise, maps for budgets,
 * and the best remaining offer looked for again after every completion.
 */
final class ReferenceMarket {

    private final Marketplace market;
    private final Users users;
    private final Assigned assigned;
    private final Offers offers;
    private final double[] conversions;
    private final double[] margin;

    private record Visit(int user, double time) {}

    ReferenceMarket(Marketplace market, Users users, Assigned assigned) {
        this.market = market;
        this.users = users;
        this.assigned = assigned;
        offers = new Offers(market.offers(), market.advertisers());
        conversions = new double[market.size()];
        margin = new double[market.size()];
    }

    double[] run() {
        Map<Integer, Double> memory = new HashMap<>();
        Map<Integer, Boolean> gone = new HashMap<>();
        for (int day = 0; day < market.days(); day++) {
            Map<String, Long> budgets = new HashMap<>();
            List<Visit> visits = new ArrayList<>();
            for (int i = 0; i < market.size(); i++) {
                if (users.arrival[i] <= day && !gone.getOrDefault(i, false)) {
                    Philox random = users.random[i];
                    boolean active = random.nextDouble() < 0.6;
                    double time = random.nextDouble();
                    if (active || users.arrival[i] == day) {
                        visits.add(new Visit(i, time));
                    }
                }
            }
            visits.sort(Comparator.comparingDouble(Visit::time));
            for (Visit visit : visits) {
                int i = visit.user();
                double reward = complete(i, budgets);
                double remembered = 0.5 * memory.getOrDefault(i, 0.0) + reward;
                memory.put(i, remembered);
                double leaves = users.leaving[i] * (1 - 0.4 * Math.tanh(remembered));
                gone.put(i, users.random[i].nextDouble() < leaves);
            }
        }
        return market.metric() == Metric.MARGIN ? margin : conversions;
    }

    private double reward(int user, int offer) {
        boolean treated = treated(user, offer);
        double passed = 0.7 + (treated && market.lever() == Lever.REWARD ? market.effect() : 0);
        return passed * offers.payout[offer] / 100.0;
    }

    private boolean treated(int user, int offer) {
        return assigned.arm[user] == 1 && !assigned.held[user] && assigned.moved[offers.advertiser[offer]] == 1;
    }

    private double sight(int user, int offer) {
        double p = 0.5 / Math.sqrt(offer + 1);
        if (market.lever() == Lever.RANKING && treated(user, offer)) {
            double logit = Math.log(p / (1 - p)) + market.effect();
            return 1 / (1 + Math.exp(-logit));
        }
        return p;
    }

    /** All that a user completes at a visit; what the user gains. */
    private double complete(int user, Map<String, Long> budgets) {
        List<Integer> seen = new ArrayList<>();
        Map<Integer, Double> utility = new HashMap<>();
        for (int j = 0; j < offers.count; j++) {
            double u = users.random[user].nextDouble();
            double p = sight(user, j);
            if (u < p && left(user, j, budgets) >= offers.payout[j]) {
                seen.add(j);
                double gumbel = -Math.log(-Math.log(1 - u / p));
                utility.put(j, Math.log(users.weight(user, offers, j, reward(user, j))) + gumbel);
            }
        }
        double outside = -Math.log(-Math.log(users.random[user].nextDouble()));
        double gained = 0;
        int completed = 0;
        while (completed < 8) {
            int best = -1;
            for (int j : seen) {
                boolean payable = left(user, j, budgets) >= offers.payout[j];
                double gain = utility.getOrDefault(j, Double.NEGATIVE_INFINITY);
                if (payable && gain > outside && (best < 0 || gain > utility.getOrDefault(best, Double.NaN))) {
                    best = j;
                }
            }
            if (best < 0) {
                break;
            }
            seen.remove((Integer) best);
            completed++;
            budgets.put(key(user, best), left(user, best, budgets) - offers.payout[best]);
            gained += reward(user, best);
            conversions[user]++;
            margin[user] += offers.payout[best] / 100.0 - reward(user, best);
        }
        return gained;
    }

    private String key(int user, int offer) {
        return assigned.pool[user] + ":" + offers.advertiser[offer];
    }

    private long left(int user, int offer, Map<String, Long> budgets) {
        return budgets.computeIfAbsent(key(user, offer), key -> {
            long sharing = java.util.Arrays.stream(assigned.pool)
                    .filter(pool -> pool == assigned.pool[user])
                    .count();
            return Math.round(100 * market.budget() * sharing * offers.budgetShare[offers.advertiser[offer]]);
        });
    }
}
