package assay.dgp.scenario;

import assay.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.util.FastMath;

/** Which values of segments the users of the audience of a plan have, in closed form. */
final class Audience {

    private static final String TENURE = "tenure_days_at_experiment_start";
    private static final int MOST = 2_000_000;
    private static final Set<String> OTHERS = Set.of(TENURE, Events.BOT, Events.INTERNAL);

    private final ScenarioWorld world;

    Audience(ScenarioWorld world) {
        this.world = world;
    }

    /** Refuses conditions by which users would be chosen whose responses are not those of all. */
    static void check(Condition audience) {
        for (String column : audience.columns()) {
            if (!Population.SEGMENTS.contains(column) && !OTHERS.contains(column)) {
                throw new IllegalArgumentException("the audience of a scenario cannot be chosen by '" + column
                        + "', since its truth would not be known; it can be by " + Population.SEGMENTS + " and "
                        + TENURE);
            }
        }
    }

    /** The shares of the values of each dimension among users of the audience, in one segment or (where it is empty) in all. */
    double[][] shares(String dimension, String value) {
        List<String> dimensions = Population.SEGMENTS;
        double[][] shares = new double[dimensions.size()][];
        for (int j = 0; j < shares.length; j++) {
            Categories column = world.population().segment(dimensions.get(j));
            shares[j] =
                    column.shares().stream().mapToDouble(Double::doubleValue).toArray();
            if (dimensions.get(j).equals(dimension)) {
                for (int v = 0; v < shares[j].length; v++) {
                    shares[j][v] = column.names().get(v).equals(value) ? 1 : 0;
                }
            }
        }
        world.plan().audience().ifPresent(audience -> given(audience, shares));
        return shares;
    }

    /** Shares given a condition, by going through all combinations of the values of the columns that it names. */
    private void given(Condition audience, double[][] shares) {
        List<double[]> weights = new ArrayList<>();
        List<Integer> named = new ArrayList<>();
        for (int j = 0; j < shares.length; j++) {
            if (audience.columns().contains(Population.SEGMENTS.get(j))) {
                named.add(j);
                weights.add(shares[j]);
            }
        }
        if (audience.columns().contains(TENURE)) {
            weights.add(tenure());
        }
        long cells = 1;
        for (double[] weight : weights) {
            cells *= weight.length;
        }
        if (cells > MOST) {
            throw new IllegalArgumentException(
                    "the audience has " + cells + " combinations of values, too many to know its truth");
        }
        int size = (int) cells;
        int[][] codes = new int[weights.size()][size];
        double[] mass = new double[size];
        for (int cell = 0; cell < size; cell++) {
            int rest = cell;
            mass[cell] = 1;
            for (int j = 0; j < codes.length; j++) {
                int length = weights.get(j).length;
                codes[j][cell] = rest % length;
                mass[cell] *= weights.get(j)[rest % length];
                rest /= length;
            }
        }
        boolean[] in = users(named, codes, size).hold(audience);
        double total = 0;
        for (int cell = 0; cell < size; cell++) {
            mass[cell] = in[cell] ? mass[cell] : 0;
            total += mass[cell];
        }
        if (!(total > 0)) {
            return;
        }
        for (int k = 0; k < named.size(); k++) {
            double[] share = new double[shares[named.get(k)].length];
            for (int cell = 0; cell < size; cell++) {
                share[codes[k][cell]] += mass[cell] / total;
            }
            shares[named.get(k)] = share;
        }
    }

    private UserConditions users(List<Integer> named, int[][] codes, int size) {
        UserConditions users = new UserConditions(size);
        for (int k = 0; k < named.size(); k++) {
            String name = Population.SEGMENTS.get(named.get(k));
            users.text(name, codes[k], world.population().segment(name).names());
        }
        double[] days = new double[size];
        if (codes.length > named.size()) {
            for (int cell = 0; cell < size; cell++) {
                days[cell] = codes[named.size()][cell];
            }
        }
        return users.number(TENURE, days)
                .number(Events.BOT, new double[size])
                .number(Events.INTERNAL, new double[size]);
    }

    /** Probabilities of days of tenure. */
    private double[] tenure() {
        int most = world.population().maximumTenure();
        double mean = most / 3.0;
        double[] weights = new double[most];
        for (int d = 0; d < most; d++) {
            double beyond = d == most - 1 ? 0 : FastMath.exp(-(d + 1) / mean);
            weights[d] = FastMath.exp(-d / mean) - beyond;
        }
        return weights;
    }
}
