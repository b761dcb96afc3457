package assay.dgp;

import assay.Arguments;
import assay.Role;
import assay.Sample;
import assay.distribution.StudentDistribution;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.util.FastMath;

/**
 * One experiment with many outcomes, of which treatment moves the first few: {@code y_j = effect_j T + e_j}, where every
 * {@code e_j} is standard normal and independent of the treatment, and half of the units are treated by lot.
 *
 * <p>Outcomes may share a factor, {@code e_j = sqrt(strength) f + sqrt(1 - strength) u_j}, with alternating signs where they are
 * opposed. In the worst dependence each {@code e_j} by itself is still normal noise that knows nothing of the treatment; what the
 * outcomes share is by how much the arms happen to differ. That part of the noise has the joint law under which a given
 * procedure errs most.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 6
 * @param metrics outcomes, at least 1
 * @param effect effect on each of the outcomes that are moved, in standard deviations
 * @param movedShare share of the outcomes that are moved, in [0, 1]; rounded to whole outcomes
 * @param dependence how outcomes hang together
 * @param strength share of variance of the factor, in [0, 1); in the worst dependence the rate of the procedure that it is aimed
 *     at
 */
public record ManyMetrics(
        int size, int metrics, double effect, double movedShare, MetricDependence dependence, double strength)
        implements Twins {

    private static final int LEAST = 6;

    public ManyMetrics {
        Arguments.atLeast("size", size, LEAST);
        Arguments.atLeast("metrics", metrics, 1);
        Arguments.finite("effect", effect);
        if (!(movedShare >= 0 && movedShare <= 1)) {
            throw new IllegalArgumentException("movedShare must be in [0, 1], not " + movedShare);
        }
        if (!(strength >= 0 && strength < 1) || (dependence.aimed() && strength == 0)) {
            throw new IllegalArgumentException(
                    "strength must be in [0, 1), above 0 for the worst dependence, not " + strength);
        }
        int moved = effect == 0 ? 0 : (int) Math.rint(movedShare * metrics);
        if (dependence.aimed() && Crowd.chance(dependence, metrics - moved, moved, strength) > 1) {
            throw new IllegalArgumentException("there is no such dependence at the rate " + strength + ": lower it");
        }
    }

    /**
     * Twenty independent outcomes, of which four are moved by ten standard errors' worth of one unit's noise: a t statistic of 5
     * at any size.
     *
     * @param size units
     * @return the world
     */
    public static ManyMetrics standard(int size) {
        return new ManyMetrics(size, 20, 10 / FastMath.sqrt(size), 0.2, MetricDependence.INDEPENDENT, 0);
    }

    /**
     * The same outcomes under another dependence.
     *
     * @param changed how outcomes hang together
     * @param changedStrength share of variance of the factor, or the rate that the worst dependence is aimed at
     * @return the changed world
     */
    public ManyMetrics withDependence(MetricDependence changed, double changedStrength) {
        return new ManyMetrics(size, metrics, effect, movedShare, changed, changedStrength);
    }

    /**
     * Another number of outcomes.
     *
     * @param changed outcomes
     * @param changedShare share of them that is moved
     * @return the changed world
     */
    public ManyMetrics withMetrics(int changed, double changedShare) {
        return new ManyMetrics(size, changed, effect, changedShare, dependence, strength);
    }

    /** The outcomes that treatment moves. */
    private int moved() {
        return effect == 0 ? 0 : (int) Math.rint(movedShare * metrics);
    }

    @Override
    public String name() {
        return "many-metrics";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] lot = Assignment.COMPLETE.draw(streams.assignment(), size, 0.5);
        return new Draw(sample(streams, lot, lot), truth());
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        double[] lot = Assignment.COMPLETE.draw(streams.assignment(), size, 0.5);
        return sample(streams, lot, Assignment.all(size, arm));
    }

    private GroundTruth truth() {
        Map<String, Double> targets = new LinkedHashMap<>();
        Set<String> nulls = new LinkedHashSet<>();
        int moved = moved();
        for (int j = 0; j < metrics; j++) {
            targets.put(metric(j), j < moved ? effect : 0);
            if (j >= moved) {
                nulls.add(metric(j));
            }
        }
        return new GroundTruth(Map.of(), null)
                .withTargets(targets)
                .withHypotheses(new HypothesisTruth(targets.keySet(), nulls));
    }

    private static String metric(int j) {
        return "m" + (j + 1);
    }

    private Sample sample(Streams streams, double[] lot, double[] treatment) {
        int moved = moved();
        Philox noise = streams.noise();
        double[] factor = new double[size];
        if (dependence == MetricDependence.COMMON_FACTOR || dependence == MetricDependence.OPPOSED) {
            streams.covariates().normals(factor);
        }
        double[] p = dependence.aimed()
                ? Crowd.draw(streams.covariates(), dependence, metrics - moved, moved, strength)
                : new double[0];
        double shared = FastMath.sqrt(strength);
        double own = FastMath.sqrt(1 - strength);
        Sample.Builder builder = Sample.builder();
        for (int j = 0; j < metrics; j++) {
            double[] y = new double[size];
            noise.normals(y);
            if (dependence.aimed()) {
                if (j >= moved) {
                    turn(y, lot, p[j - moved]);
                }
            } else if (dependence != MetricDependence.INDEPENDENT) {
                double sign = dependence == MetricDependence.OPPOSED && j % 2 == 1 ? -shared : shared;
                for (int i = 0; i < size; i++) {
                    y[i] = sign * factor[i] + own * y[i];
                }
            }
            if (j < moved) {
                for (int i = 0; i < size; i++) {
                    y[i] += effect * treatment[i];
                }
            }
            builder.add(Role.OUTCOME, metric(j), y);
        }
        return builder.assignment("t", treatment).build();
    }

    /**
     * Turns normal noise so that the t statistic of the arms has a given two-sided p-value, and its old sign. The length of the
     * noise about its mean stays, and is independent of its direction: where the p-value is uniform, the noise is normal as
     * before.
     */
    private static void turn(double[] e, double[] lot, double p) {
        int n = e.length;
        double treated = 0;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            treated += lot[i];
            mean += e[i] / n;
        }
        double up = FastMath.sqrt((n - treated) / (treated * n));
        double down = -FastMath.sqrt(treated / ((n - treated) * n));
        double along = 0;
        for (int i = 0; i < n; i++) {
            e[i] -= mean;
            along += e[i] * (lot[i] == 1 ? up : down);
        }
        double rest = 0;
        for (int i = 0; i < n; i++) {
            e[i] -= along * (lot[i] == 1 ? up : down);
            rest += e[i] * e[i];
        }
        double df = n - 2.0;
        double t = Math.copySign(StudentDistribution.quantile(p / 2, df), along);
        double length = FastMath.sqrt((along * along + rest) / (df + t * t));
        double scale = length * FastMath.sqrt(df / rest);
        for (int i = 0; i < n; i++) {
            e[i] = mean + scale * e[i] + length * t * (lot[i] == 1 ? up : down);
        }
    }

    @Override
    public ManyMetrics withEffect(double changed) {
        return new ManyMetrics(size, metrics, changed, movedShare, dependence, strength);
    }

    @Override
    public ManyMetrics withSize(int changed) {
        return new ManyMetrics(changed, metrics, effect, movedShare, dependence, strength);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Many metrics",
                List.of(
                        "T = 1 \\text{ for half of the units, by lot}",
                        "Y_j = \\tau_j T + E_j, \\quad E_j \\sim N(0, 1), \\quad \\tau_j = \\tau \\text{ for } j \\le m_1 \\text{ and } 0 \\text{ beyond}",
                        "E_j = \\pm \\sqrt{\\rho} F + \\sqrt{1 - \\rho} U_j \\text{ with a common factor}"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 6"),
                        new WorldCard.Knob("metrics", "outcomes m"),
                        new WorldCard.Knob(
                                "effect", "effect tau on each outcome that is moved, in standard deviations"),
                        new WorldCard.Knob("movedShare", "share m1 / m of the outcomes that are moved"),
                        new WorldCard.Knob("dependence", "how the outcomes hang together"),
                        new WorldCard.Knob(
                                "strength",
                                "share rho of variance of the factor; in the worst dependence the rate that it is aimed at")),
                Dag.of("T -> Y; F -> Y"),
                "Which outcomes are moved, and by how much, are knobs. In the worst dependence the noise of every outcome is turned so that its p-value is one of a crowd; by itself it is normal still.",
                "Benjamini and Yekutieli (2001); the worst dependence is that of Guo and Rao (2008).");
    }
}
