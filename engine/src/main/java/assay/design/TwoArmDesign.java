package assay.design;

import java.util.List;

/**
 * A comparison of two arms by an estimate over its standard error. Designs that add to another one, such as non-compliance,
 * change its standard error.
 */
public sealed interface TwoArmDesign extends StudyDesign
        permits MeansDesign,
                ProportionsDesign,
                LiftDesign,
                CupedDesign,
                ClusteredDesign,
                NonComplianceDesign,
                TriggeredDesign,
                NonInferiorityDesign {

    /**
     * The standard error of the estimate.
     *
     * @param size total over both arms
     * @param effect true effect, on which the variance may depend
     * @return in the unit of the effect
     */
    double stdError(double size, double effect);

    /**
     * Degrees of freedom of the standard error.
     *
     * @param size total over both arms
     * @return at least 1, infinite for a test that uses the normal distribution
     */
    double degreesOfFreedom(double size);

    /**
     * Share of the size in the treated arm.
     *
     * @return in (0, 1)
     */
    double treatedShare();

    /**
     * The test at the end.
     *
     * @return the rule
     */
    TestRule test();

    /**
     * The same design with another test.
     *
     * @param changed the rule
     * @return the changed design
     */
    TwoArmDesign withTest(TestRule changed);

    @Override
    default double power(double size, double effect) {
        return test().power((effect - nullEffect()) / stdError(size, effect), degreesOfFreedom(size));
    }

    @Override
    default SizeUnit unit() {
        return SizeUnit.UNITS;
    }

    @Override
    default List<Double> shares() {
        return List.of(1 - treatedShare(), treatedShare());
    }

    @Override
    default double smallest() {
        return 2 / Math.min(treatedShare(), 1 - treatedShare());
    }

    @Override
    default double effectScale(double size) {
        return stdError(size, nullEffect());
    }
}
