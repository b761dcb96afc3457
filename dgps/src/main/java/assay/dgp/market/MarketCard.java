package assay.dgp.market;

import assay.dgp.Dag;
import assay.dgp.WorldCard;
import java.util.List;
import java.util.Locale;

/** What readers need to know about the marketplace. */
final class MarketCard {

    /** User-days of a world small enough for its card to state the truth itself. */
    private static final int SMALL = 50_000;

    private MarketCard() {}

    static WorldCard of(Marketplace market) {
        return new WorldCard(
                "A marketplace by agents",
                List.of(
                        "V_{ij} = \\alpha_i r_{ij} - 0.8 \\kappa_i e_j + 0.6 m_{ij} + 0.5 u_{g(i)}, \\quad \\alpha_i \\sim \\mathrm{Gamma}(2, 0.5), \\quad \\log \\kappa_i \\sim N(0, 0.36), \\quad u_g \\sim N(0, 1)",
                        "r_{ij} = (0.7 + \\tau W_{ij}) p_j \\text{ (reward)} \\quad \\text{or} \\quad \\mathrm{logit} q_{ij} = \\mathrm{logit} q_j + \\tau W_{ij} \\text{ (ranking)}",
                        "S_{ijt} \\sim \\mathrm{Bernoulli}(q_{ij}) \\text{ where } B_{a(j)t} \\geq p_j: \\text{ what user } i \\text{ sees at a visit}",
                        "i \\text{ completes, best first, at most 8 seen offers with } V_{ij} + \\varepsilon_{ijt} > \\varepsilon_{i0t}, \\quad \\varepsilon \\sim \\mathrm{Gumbel}",
                        "B_{at} \\text{ falls by } p_j \\text{ at each, and is refilled every day}",
                        "P(\\text{leaves}) = h_i (1 - 0.4 \\tanh M_{it}), \\quad M_{it} = 0.5 M_{i,t-1} + \\sum_j r_{ij}, \\quad h_i \\sim \\mathrm{Gamma}(1.5, 1/30)"),
                List.of(
                        new WorldCard.Knob("size", "users, at least 4"),
                        new WorldCard.Knob("days", "horizon, at least 1; users arrive evenly over it"),
                        new WorldCard.Knob("offers", "offers, at least as many as advertisers"),
                        new WorldCard.Knob("advertisers", "advertisers, at least 1"),
                        new WorldCard.Knob("clusters", "clusters of users that share a shock u to their tastes"),
                        new WorldCard.Knob(
                                "scope", "whether clusters have budgets of their own, or all users share one"),
                        new WorldCard.Knob("budget", "daily budgets B of all advertisers for each user, above 0"),
                        new WorldCard.Knob("lever", "what treatment moves: the reward, or the place in the feed"),
                        new WorldCard.Knob("effect", "how far: tau, above -0.7 for rewards"),
                        new WorldCard.Knob("levered", "how many advertisers' offers treatment moves"),
                        new WorldCard.Knob(
                                "randomisation",
                                "what is assigned: users, clusters, users with their part of the budgets, or users and advertisers"),
                        new WorldCard.Knob("treatedShare", "share assigned to treatment, in (0, 1)"),
                        new WorldCard.Knob("holdout", "share of the treated whose treatment is only logged, in [0, 1)"),
                        new WorldCard.Knob("metric", "conversions of a user, or margin: payouts less rewards")),
                Dag.of("T, [Taste], [Shock] -> Choice -> Y; [OthersT] -> Budget -> Choice"),
                truth(market),
                "Rewarded user acquisition; the logit of McFadden (1974) exploded as by Beggs, Cardell and Hausman (1981), "
                        + "doi:10.1016/0304-4076(81)90056-7, and budgets split as by Liu, Mao and Kang (2021), "
                        + "doi:10.1145/3447548.3467193.");
    }

    private static String truth(Marketplace market) {
        String rule =
                "The mean difference between forced worlds, all users treated and none, with the same users and the same "
                        + "luck, over two million user-days of replicates that no draw shares; its Monte-Carlo standard error is below "
                        + "a tenth of that of any experiment of the world's size.";
        if ((long) market.size() * market.days() > SMALL) {
            return rule;
        }
        SimulatedEffect effect = market.globalEffect();
        return rule
                + String.format(
                        Locale.ROOT,
                        " Here %.5f with standard error %.5f from %d pairs.",
                        effect.value(),
                        effect.stdError(),
                        effect.replicates());
    }
}
