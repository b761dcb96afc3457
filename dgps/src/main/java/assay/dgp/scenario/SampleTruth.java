package assay.dgp.scenario;

import assay.decision.View;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the treatments did to the very users of a draw, of each of whom the generator knows what they would have done in every arm,
 * after full windows and with nothing going wrong. Bots and staff do not count.
 */
final class SampleTruth {

    private final int arms;
    private final Map<Response, double[]> sums = new EnumMap<>(Response.class);
    private final boolean[][] shown;
    private final int[] exposed;
    private int assigned;
    private int triggered;

    SampleTruth(ScenarioWorld world, Journey journey) {
        arms = world.variants().size();
        world.plan()
                .metrics()
                .forEach(planned -> ScenarioTruth.response(planned.metric())
                        .ifPresent(response -> sums.put(response, new double[arms])));
        int size = journey.arm.length;
        shown = new boolean[arms][size];
        exposed = new int[arms];
        for (int i = 0; i < size; i++) {
            if (journey.arm[i] < 0 || journey.kind[i] != Traits.GENUINE) {
                continue;
            }
            assigned++;
            if (journey.triggered[i] != Journey.NEVER) {
                triggered++;
                for (int k = 1; k < arms; k++) {
                    shown[k][i] =
                            journey.delivery[i] < world.delivery().delivered().get(k);
                    exposed[k] += shown[k][i] ? 1 : 0;
                }
            }
        }
    }

    boolean weighs(Response response) {
        return sums.containsKey(response);
    }

    /** Counts an event: the chance without treatment, and what an effect of 1 would add to it. */
    void event(Response response, int user, double uniform, double usual, double scale, Effects effects) {
        double[] sum = sums.get(response);
        for (int k = 1; sum != null && k < arms; k++) {
            if (shown[k][user]) {
                sum[k] += (uniform < usual + effects.of(user, k) * scale ? 1 : 0) - (uniform < usual ? 1 : 0);
            }
        }
    }

    /** Counts an amount: what an effect of 1 would add to it. */
    void amount(Response response, int user, double unit, Effects effects) {
        double[] sum = sums.get(response);
        for (int k = 1; sum != null && k < arms; k++) {
            if (shown[k][user]) {
                sum[k] += effects.of(user, k) * unit;
            }
        }
    }

    /** The mean effect over the users of a view; NaN where there are none. */
    double effect(Response response, View view, int arm) {
        double[] sum = sums.get(response);
        if (sum == null) {
            return Double.NaN;
        }
        int users = switch (view) {
            case ASSIGNED -> assigned;
            case TRIGGERED -> triggered;
            case EXPOSED -> exposed[arm];
        };
        return users == 0 ? Double.NaN : sum[arm] / users;
    }
}
