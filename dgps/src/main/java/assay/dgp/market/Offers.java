package assay.dgp.market;

import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * The catalogue of a market: which offers there are, and whose. It is part of the world, the same in every draw, and no lot
 * draws it: payouts, efforts and budgets are quantiles of their distributions at the points of Kronecker sequences, which
 * fill the unit interval evenly whatever their number (Niederreiter 1992, section 3.1).
 */
final class Offers {

    static final int CATEGORIES = 5;

    private static final double LOG_PAYOUT = 0.8;
    private static final double LOG_PAYOUT_SD = 0.5;
    private static final double LOG_BUDGET_SD = 0.7;
    private static final double CENTS = 100;
    /** Powers of the root of x^4 = x + 1: the steps of the even sequence in three dimensions. */
    private static final double[] STEPS = {0.8191725133961645, 0.6710436067037893, 0.5497004779019703};

    private static final double GOLDEN = 0.6180339887498949;
    private static final double SEEN_FIRST = 0.5;

    final int count;
    final int advertisers;
    /** In cents. */
    final int[] payout;
    /** What completing the offer takes: Gamma(2, 1). */
    final double[] effort;

    final int[] category;
    final int[] advertiser;
    /** Probability of being seen at a visit, falling with the root of the place in the feed. */
    final double[] seen;
    /** The part of the sum of all budgets that is an advertiser's. */
    final double[] budgetShare;

    Offers(int count, int advertisers) {
        this.count = count;
        this.advertisers = advertisers;
        payout = new int[count];
        effort = new double[count];
        category = new int[count];
        advertiser = new int[count];
        seen = new double[count];
        for (int j = 0; j < count; j++) {
            double z = NormalDistribution.quantile(point(j, STEPS[0]));
            payout[j] = (int) Math.rint(CENTS * FastMath.exp(LOG_PAYOUT + LOG_PAYOUT_SD * z));
            effort[j] = -FastMath.log(point(j, STEPS[1])) - FastMath.log(point(j, STEPS[2]));
            category[j] = j / advertisers % CATEGORIES;
            advertiser[j] = j % advertisers;
            seen[j] = SEEN_FIRST / FastMath.sqrt(1.0 + j);
        }
        budgetShare = new double[advertisers];
        double sum = 0;
        for (int a = 0; a < advertisers; a++) {
            budgetShare[a] = FastMath.exp(LOG_BUDGET_SD * NormalDistribution.quantile(point(a, GOLDEN)));
            sum += budgetShare[a];
        }
        for (int a = 0; a < advertisers; a++) {
            budgetShare[a] /= sum;
        }
    }

    private static double point(int index, double step) {
        double at = 0.5 + (index + 1) * step;
        return at - Math.floor(at);
    }

    /** Probabilities of being seen once odds are multiplied by e to the lift. */
    static double lifted(double probability, double lift) {
        double odds = probability * FastMath.exp(lift);
        return odds / (1 - probability + odds);
    }
}
