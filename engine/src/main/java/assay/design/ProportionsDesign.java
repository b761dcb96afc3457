package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.List;

/**
 * Two proportions, such as conversion rates. The effect is their difference p2 - p1; the test is a z test.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the baseline or the share is not in (0, 1).
 *
 * @param baseline proportion p1 under control
 * @param method how the variance enters
 * @param treatedShare share of units treated
 * @param test the test at the end; its reference is normal whatever it says
 */
public record ProportionsDesign(double baseline, ProportionTest method, double treatedShare, TestRule test)
        implements TwoArmDesign {

    private static final double EDGE = 1e-12;

    public ProportionsDesign {
        Arguments.probability("baseline", baseline);
        Arguments.probability("treated share", treatedShare);
        test = test.normal();
    }

    /**
     * Arms of one size, a two-sided z test at 5 % with unpooled variances.
     *
     * @param baseline proportion under control, in (0, 1)
     * @return the design
     */
    public static ProportionsDesign of(double baseline) {
        return new ProportionsDesign(baseline, ProportionTest.UNPOOLED, 0.5, TestRule.twoSided(0.05));
    }

    /**
     * The same design by another method.
     *
     * @param changed how the variance enters
     * @return the changed design
     */
    public ProportionsDesign withMethod(ProportionTest changed) {
        return new ProportionsDesign(baseline, changed, treatedShare, test);
    }

    /**
     * The same design with another allocation.
     *
     * @param share share of units treated, in (0, 1)
     * @return the changed design
     */
    public ProportionsDesign withTreatedShare(double share) {
        return new ProportionsDesign(baseline, method, share, test);
    }

    @Override
    public ProportionsDesign withTest(TestRule changed) {
        return new ProportionsDesign(baseline, method, treatedShare, changed);
    }

    @Override
    public double power(double size, double effect) {
        double p2 = treated(effect);
        double n1 = size * treatedShare;
        double n0 = size - n1;
        double critical = test.critical(Double.POSITIVE_INFINITY);
        double above = method.tail(baseline, p2, n1, n0, critical);
        if (test.sides() == Sides.ONE_SIDED) {
            return above;
        }
        // The lower side is the upper one of the opposite outcome.
        double below = method.tail(1 - baseline, 1 - p2, n1, n0, critical);
        return test.sides() == Sides.TWO_SIDED_STRICT ? above + below : effect < 0 ? below : above;
    }

    private double treated(double effect) {
        double p2 = baseline + effect;
        if (!(p2 > 0 && p2 < 1)) {
            throw new IllegalArgumentException(
                    "an effect of " + effect + " on a baseline of " + baseline + " leaves [0, 1]");
        }
        return p2;
    }

    @Override
    public double stdError(double size, double effect) {
        double p2 = method == ProportionTest.BASELINE ? baseline : treated(effect);
        return Math.sqrt(ProportionTest.variance(p2) / (size * treatedShare)
                + ProportionTest.variance(baseline) / (size * (1 - treatedShare)));
    }

    @Override
    public double degreesOfFreedom(double size) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double largestEffect() {
        return 1 - baseline - EDGE;
    }

    @Override
    public String formula() {
        return "two-proportion z test: " + method.formula();
    }

    @Override
    public List<Caution> cautions(double size) {
        return PlanCautions.events(baseline, size * Math.min(treatedShare, 1 - treatedShare)).stream()
                .toList();
    }
}
