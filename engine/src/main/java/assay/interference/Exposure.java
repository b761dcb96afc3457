package assay.interference;

import assay.Estimand;
import java.util.ArrayList;
import java.util.List;

/** What of the assignment of all units an outcome depends on: a unit's own arm, and how many of its neighbours are treated. */
public enum Exposure {
    /** Own arm by whether any neighbour is treated: four levels. */
    ANY_NEIGHBOUR {
        @Override
        int level(int own, int treated, int neighbours, double threshold) {
            return 2 * own + (treated > 0 ? 1 : 0);
        }
    },
    /** Own arm by whether the treated share of the neighbours reaches a threshold: four levels; without neighbours it is 0. */
    NEIGHBOUR_SHARE {
        @Override
        int level(int own, int treated, int neighbours, double threshold) {
            return 2 * own + (neighbours > 0 && treated >= threshold * neighbours - 1e-9 ? 1 : 0);
        }
    },
    /** The number of treated neighbours, up to a largest, whatever the own arm. */
    NEIGHBOUR_COUNT {
        @Override
        int level(int own, int treated, int neighbours, double threshold) {
            return Math.min(treated, (int) threshold);
        }

        @Override
        List<Contrast> contrasts(double threshold) {
            List<Contrast> contrasts = new ArrayList<>();
            for (int k = (int) threshold; k > 0; k--) {
                String more = k == (int) threshold ? " or more" : "";
                contrasts.add(new Contrast(Estimand.SPILLOVER, k + more + " treated neighbours - 0", k, 0));
            }
            return contrasts;
        }
    };

    /** The difference between two levels. */
    record Contrast(Estimand estimand, String term, int level, int reference) {}

    /** The level of a unit. */
    abstract int level(int own, int treated, int neighbours, double threshold);

    /** The effects that are reported, the widest first. */
    List<Contrast> contrasts(double threshold) {
        return List.of(
                new Contrast(Estimand.EXPOSURE, "both - none", 3, 0),
                new Contrast(Estimand.EXPOSURE, "own - none", 2, 0),
                new Contrast(Estimand.SPILLOVER, "neighbours - none", 1, 0));
    }

    /** How many levels there are. */
    int levels(double threshold) {
        return this == NEIGHBOUR_COUNT ? (int) threshold + 1 : 4;
    }
}
