package assay.dgp;

import assay.random.Philox;

/** Who takes a treatment: always-takers (1), compliers (0) and never-takers (-1). */
final class Takers {

    private Takers() {}

    static void check(double compliers, double alwaysTakers) {
        if (!(compliers > 0 && compliers <= 1)) {
            throw new IllegalArgumentException("compliers must be in (0, 1], not " + compliers);
        }
        if (!(alwaysTakers >= 0 && alwaysTakers <= 1 - compliers + 1e-12)) {
            throw new IllegalArgumentException(
                    "alwaysTakers must be in [0, 1 - compliers] = [0, " + (1 - compliers) + "], not " + alwaysTakers);
        }
    }

    /** The type of each unit, one uniform each. */
    static double[] types(Philox random, int size, double compliers, double alwaysTakers) {
        double[] type = new double[size];
        random.uniforms(type);
        for (int i = 0; i < size; i++) {
            double never = type[i] < compliers + alwaysTakers ? 0 : -1;
            type[i] = type[i] < alwaysTakers ? 1 : never;
        }
        return type;
    }

    /** The treatment that a unit takes. */
    static double received(double type, double assigned) {
        double complies = type == 0 ? assigned : 0;
        return type > 0 ? 1 : complies;
    }
}
