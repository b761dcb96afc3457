package assay.dgp;

import java.util.List;

/** What a reader needs to know about {@link Switchback}. */
final class SwitchbackCard {

    static final WorldCard CARD = new WorldCard(
            "Switchback",
            List.of(
                    "T_{jt} \\in \\{0, 1\\} \\text{ by a fair toss for each block of market } j",
                    "\\alpha_j = \\sigma \\sqrt{s_m} \\, g(z_j), \\quad g(z) \\propto \\sin(2.5 z) + z^2 / 2 - 1 / 2, \\quad z_j \\sim N(0, 1)",
                    "\\gamma_t = \\sigma \\sqrt{2 s_t} \\sin(2 \\pi t / 24), \\quad \\delta_{jt} = r \\delta_{j,t-1} + \\sqrt{1 - r^2} \\, \\eta_{jt}, \\quad \\eta_{jt} \\sim N(0, \\sigma^2 s_d)",
                    "\\tau_j = \\tau (1 + h u_j), \\quad u_j \\sim N(0, 1), \\quad w_k = 0.6 \\frac{2 (K + 1 - k)}{K (K + 1)}",
                    "S_{jt} = T_{jt} + c \\sum_{k=1}^{K} w_k T_{j,t-k} \\text{ (additive)}, \\quad S_{jt} = T_{jt} + c \\sum_{k=1}^{K} w_k (T_{j,t-k} - T_{jt}) \\text{ (displacing)}",
                    "Y_{jti} = \\mu + \\alpha_j + \\gamma_t + \\delta_{jt} + \\tau_j S_{jt} + \\varepsilon_{jti}, \\quad \\varepsilon_{jti} \\sim N(0, \\sigma^2 (1 - s_m - s_t - s_d))",
                    "X_{jt} = \\mu + \\alpha_j + \\gamma_t + N(0, \\sigma^2 (s_m + s_t))"),
            List.of(
                    new WorldCard.Knob("size", "periods, at least 4"),
                    new WorldCard.Knob("markets", "markets J, at least 1"),
                    new WorldCard.Knob("plan", "when the coin is tossed: regular blocks, or the minimax design"),
                    new WorldCard.Knob("block", "periods of a block, or the order that the minimax design is made for"),
                    new WorldCard.Knob("effect", "the mean effect tau of treatment in its own period"),
                    new WorldCard.Knob(
                            "heterogeneity", "relative spread h of the effect between markets, not negative"),
                    new WorldCard.Knob(
                            "carryover",
                            "whether a past treatment adds to the present one or stands in for part of it"),
                    new WorldCard.Knob("order", "how many periods K a treatment lasts, not negative"),
                    new WorldCard.Knob("carry", "how strong carryover c is, as a multiple of weights that sum to 0.6"),
                    new WorldCard.Knob("users", "mean users of a market and period, above 0"),
                    new WorldCard.Knob("cv", "coefficient of variation of that number, not negative"),
                    new WorldCard.Knob("fewest", "users at least; 0 lets periods be empty"),
                    new WorldCard.Knob("marketShare", "share of the variance between markets"),
                    new WorldCard.Knob("seasonShare", "share of the season of 24 periods"),
                    new WorldCard.Knob("shockShare", "share of the lasting shocks; the rest is that of users"),
                    new WorldCard.Knob("persistence", "correlation r of a shock with the one before, in [0, 1)"),
                    new WorldCard.Knob("mean", "mean outcome mu without treatment"),
                    new WorldCard.Knob("sd", "standard deviation sigma of a user's outcome, above 0"),
                    new WorldCard.Knob("rows", "means or totals of a market and period, or users")),
            Dag.of("History -> Y; T -> Y; [Before] -> Y; [Shock] -> Y"),
            "Treatment kept on moves every user of market j by tau_j (1 + 0.6 c) where carryover is additive and by tau_j where it"
                    + " displaces; the truth is the mean over what the rows are.",
            "The switchback world of Lyra, with carryover of any order; Bojinov, Simchi-Levi and Zhao (2023), doi:10.1287/mnsc.2022.4583.");

    private SwitchbackCard() {}
}
