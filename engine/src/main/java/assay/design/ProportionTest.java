package assay.design;

import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/** The ways to plan a comparison of two proportions, by the names under which tools know them. */
public enum ProportionTest {
    /** Each arm with its own variance, under both hypotheses: the Wald test, what a difference in means does. */
    UNPOOLED("z_power sqrt(p1 q1 + p2 q2) and z_alpha sqrt(p1 q1 + p2 q2)"),
    /** Critical value from the pooled proportion, power from each arm's own: power.prop.test of R. */
    POOLED("z_alpha sqrt(2 p q) with the pooled p and z_power sqrt(p1 q1 + p2 q2)"),
    /** Cohen's {@code h = 2 asin sqrt(p2) - 2 asin sqrt(p1)}, whose variance is 1 / n in an arm: pwr.2p.test of R. */
    ARCSINE("Cohen's h = 2 asin sqrt(p2) - 2 asin sqrt(p1) with variance 1 / n in an arm"),
    /** The variance of the baseline in both arms, whatever the effect: common in web calculators. */
    BASELINE("z_alpha and z_power with p1 q1 in both arms");

    private final String formula;

    ProportionTest(String formula) {
        this.formula = formula;
    }

    String formula() {
        return formula;
    }

    /** The variance of a 0/1 outcome. */
    static double variance(double p) {
        return p * (1 - p);
    }

    /** The chance to pass the critical value above. */
    double tail(double p1, double p2, double n1, double n0, double critical) {
        double own = FastMath.sqrt(variance(p1) / n0 + variance(p2) / n1);
        return switch (this) {
            case UNPOOLED -> NormalDistribution.survival(critical - (p2 - p1) / own);
            case POOLED -> {
                double pooled = (p1 * n0 + p2 * n1) / (n0 + n1);
                double common = FastMath.sqrt(variance(pooled) * (1 / n0 + 1 / n1));
                yield NormalDistribution.survival((critical * common - (p2 - p1)) / own);
            }
            case ARCSINE -> NormalDistribution.survival(critical - effectSize(p1, p2) / FastMath.sqrt(1 / n0 + 1 / n1));
            case BASELINE ->
                NormalDistribution.survival(critical - (p2 - p1) / FastMath.sqrt(variance(p1) * (1 / n0 + 1 / n1)));
        };
    }

    /**
     * Cohen's h.
     *
     * @param p1 proportion under control, in [0, 1]
     * @param p2 proportion under treatment, in [0, 1]
     * @return {@code 2 asin sqrt(p2) - 2 asin sqrt(p1)}
     */
    public static double effectSize(double p1, double p2) {
        return 2 * (FastMath.asin(FastMath.sqrt(p2)) - FastMath.asin(FastMath.sqrt(p1)));
    }
}
