package assay.observational;

import assay.Estimand;
import java.util.Arrays;

/** The estimate of matching with replacement and its Abadie-Imbens variance. */
final class MatchingEstimate {

    private final Matching method;
    private final Comparison data;
    private final double[] uses;
    private final int[] unit;
    private final int[] match;
    private final double[] share;
    private final int units;
    private final double[][] predicted = new double[2][];
    private final double[] reach;

    MatchingEstimate(Matching method, Comparison data, Matches matches) {
        this.method = method;
        this.data = data;
        this.uses = matches.uses();
        this.reach = uses.clone();
        this.unit = matches.unit();
        this.match = matches.match();
        this.share = matches.share();
        this.units = matches.units();
    }

    double[] valueAndVariance() {
        double[] y = data.outcome.clone();
        if (method.correction() == BiasCorrection.LINEAR) {
            for (int a = 0; a < 2; a++) {
                subtract(a, y);
            }
        }
        double[] effect = new double[y.length];
        double value = 0;
        for (int k = 0; k < unit.length; k++) {
            double tau = share[k] * pair(k, y);
            effect[unit[k]] += tau;
            value += tau / units;
        }
        double spread = 0;
        double[] squares = new double[y.length];
        boolean[] seeks = new boolean[y.length];
        for (int k = 0; k < unit.length; k++) {
            double off = pair(k, y) - value;
            spread += share[k] * off * off / (2 * units);
            squares[match[k]] += share[k] * share[k];
            seeks[unit[k]] = true;
        }
        double[] variances = new double[y.length];
        Arrays.fill(variances, spread);
        if (method.varianceNeighbours() > 0) {
            local(y, variances);
        }
        boolean conditional = method.variance() == MatchingVariance.CONDITIONAL;
        boolean all = method.estimand() == Estimand.ATE;
        double variance = 0;
        for (int i = 0; i < y.length; i++) {
            double k = method.variance() == MatchingVariance.ESTIMATED_CORRECTION ? reach[i] : uses[i];
            if (conditional) {
                double w = (seeks[i] ? 1 : 0) + k;
                variance += w * w * variances[i];
            } else {
                variance += (k * k + (all ? 2 * k : 0) - squares[i]) * variances[i];
                double off = seeks[i] ? effect[i] - value : 0;
                variance += off * off;
            }
        }
        return new double[] {value, variance / units / units};
    }

    /** The difference of a pair, after what the correction predicts for either covariates. */
    private double pair(int k, double[] y) {
        int i = unit[k];
        int j = match[k];
        int other = data.arm[j] > 0.5 ? 1 : 0;
        double seeker =
                method.correction() == BiasCorrection.LINEAR ? data.outcome[i] - predicted[other][i] : data.outcome[i];
        double difference = seeker - y[j];
        return data.arm[i] > 0.5 ? difference : -difference;
    }

    /** Takes the regression among the matches of an arm from their outcomes, where that arm has matches. */
    private void subtract(int a, double[] y) {
        double[] weights = new double[y.length];
        boolean any = false;
        for (int i = 0; i < y.length; i++) {
            weights[i] = data.arm[i] == a ? uses[i] : 0;
            any |= weights[i] > 0;
        }
        if (!any) {
            return;
        }
        WeightedPlane plane = WeightedPlane.of(data.columns, data.outcome, weights);
        reach(a, plane, weights);
        double[] at = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            at[i] = plane.at(data.columns, i);
            if (data.arm[i] == a) {
                y[i] -= at[i];
            }
        }
        predicted[a] = at;
    }

    /** How much each match of an arm counts in the prediction at the mean of the units that sought it there. */
    private void reach(int a, WeightedPlane plane, double[] weights) {
        double[] point = new double[data.columns.length];
        double seekers = 0;
        for (int k = 0; k < unit.length; k++) {
            if (data.arm[match[k]] == a) {
                seekers += share[k];
                for (int j = 0; j < point.length; j++) {
                    point[j] += share[k] * data.columns[j][unit[k]];
                }
            }
        }
        for (int j = 0; j < point.length; j++) {
            point[j] /= seekers;
        }
        double[] part = plane.weightsAt(data.columns, weights, point);
        for (int i = 0; i < part.length; i++) {
            reach[i] = data.arm[i] == a ? seekers * part[i] : reach[i];
        }
    }

    /** The spread of each row that matters, from its nearest of the same arm. */
    private void local(double[] y, double[] variances) {
        int most = method.varianceNeighbours();
        Distances distances = Distances.of(
                method.metric().scored() ? MatchingMetric.MAHALANOBIS : method.metric(),
                data.columns,
                data.arm,
                new double[0]);
        double[] nearest = new double[most];
        int[] who = new int[most];
        for (int i = 0; i < y.length; i++) {
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (int k = 0; k < y.length; k++) {
                if (k == i || data.arm[k] != data.arm[i]) {
                    continue;
                }
                double distance = distances.squared(i, k);
                int at = most;
                while (at > 0 && nearest[at - 1] > distance) {
                    at--;
                }
                if (at < most) {
                    System.arraycopy(nearest, at, nearest, at + 1, most - at - 1);
                    System.arraycopy(who, at, who, at + 1, most - at - 1);
                    nearest[at] = distance;
                    who[at] = k;
                }
            }
            int found = 0;
            double mean = 0;
            while (found < most && nearest[found] < Double.POSITIVE_INFINITY) {
                mean += y[who[found++]];
            }
            double off = y[i] - mean / found;
            variances[i] = found / (found + 1.0) * off * off;
        }
    }
}
