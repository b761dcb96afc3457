package assay.dgp.scenario;

import java.util.List;

/** What each treatment adds for each user who sees it: the effect on all, and what the segments of the user say otherwise. */
final class Effects {

    private final double[] base;
    /** By dimension, value and arm what is added to the effect on all; empty where a dimension says nothing. */
    private final double[][][] changes;

    private final int[][] segments;
    private final boolean same;

    Effects(ScenarioWorld world, Traits traits, Response response) {
        segments = traits.segments;
        int arms = world.variants().size();
        base = new double[arms];
        for (int k = 1; k < arms; k++) {
            base[k] = world.responses().of(response).effect(k - 1);
        }
        changes = changes(world, response);
        boolean none = true;
        for (double[][] change : changes) {
            none &= change.length == 0;
        }
        same = none;
    }

    static double[][][] changes(ScenarioWorld world, Response response) {
        Signal signal = world.responses().of(response);
        int arms = world.variants().size();
        List<String> dimensions = Population.SEGMENTS;
        double[][][] changes = new double[dimensions.size()][0][];
        for (Responses.SegmentEffect segment : world.responses().overrides()) {
            if (segment.response() == response) {
                int j = dimensions.indexOf(segment.dimension());
                List<String> values =
                        world.population().segment(segment.dimension()).names();
                if (changes[j].length == 0) {
                    changes[j] = new double[values.size()][arms];
                }
                double[] change = changes[j][values.indexOf(segment.value())];
                for (int k = 1; k < arms; k++) {
                    change[k] = segment.effects().get(k - 1) - signal.effect(k - 1);
                }
            }
        }
        return changes;
    }

    /** The effect of an arm on a user; 0 of control. */
    double of(int user, int arm) {
        double effect = base[arm];
        if (same || arm == 0) {
            return effect;
        }
        for (int j = 0; j < changes.length; j++) {
            if (changes[j].length > 0) {
                effect += changes[j][segments[j][user]][arm];
            }
        }
        return effect;
    }
}
