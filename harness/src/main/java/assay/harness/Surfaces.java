package assay.harness;

import assay.dgp.GroundTruth;
import assay.dgp.UnitTruth;

/** The true effects of the units of a draw. */
final class Surfaces {

    private Surfaces() {}

    /** The effect on each unit; refuses a world that does not know it. */
    static double[] effects(GroundTruth truth) {
        return truth.units()
                .map(UnitTruth::effect)
                .orElseThrow(() -> new IllegalArgumentException("this world does not know the effect on each unit"));
    }

    /** Whether treatment does the same to every unit. */
    static boolean constant(GroundTruth truth) {
        double[] effects = effects(truth);
        for (double effect : effects) {
            if (effect != effects[0]) {
                return false;
            }
        }
        return true;
    }
}
