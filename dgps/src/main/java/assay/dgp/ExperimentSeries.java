package assay.dgp;

import assay.Arguments;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.util.FastMath;

/**
 * Experiments one after another, some of which have an effect: {@code y = effect_k T + e} for the units of experiment k, with
 * standard normal noise. Half of the units of each are treated by lot.
 *
 * <p>Experiments have units of their own, or are metrics of the same units, {@code e_k = sqrt(overlap) f + sqrt(1 - overlap)
 * u_k} with one assignment for all.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size experiments, at least 1
 * @param units units of each experiment, at least 4
 * @param effect effect in the experiments that have one, in standard deviations
 * @param movedShare share of the experiments that have an effect, in [0, 1], spread evenly
 * @param overlap share of variance of what experiments have in common, in [0, 1); 0 where units are different
 */
public record ExperimentSeries(int size, int units, double effect, double movedShare, double overlap) implements Twins {

    public ExperimentSeries {
        Arguments.atLeast("size", size, 1);
        Arguments.atLeast("units", units, 4);
        Arguments.finite("effect", effect);
        if (!(movedShare >= 0 && movedShare <= 1)) {
            throw new IllegalArgumentException("movedShare must be in [0, 1], not " + movedShare);
        }
        if (!(overlap >= 0 && overlap < 1)) {
            throw new IllegalArgumentException("overlap must be in [0, 1), not " + overlap);
        }
    }

    /**
     * Experiments on 60 units each, a quarter of which has an effect worth a t statistic of 6.
     *
     * @param size experiments
     * @return the world
     */
    public static ExperimentSeries standard(int size) {
        return new ExperimentSeries(size, 60, 12 / FastMath.sqrt(60), 0.25, 0);
    }

    /**
     * The same experiments as metrics of the same units.
     *
     * @param changed share of variance that they have in common
     * @return the changed world
     */
    public ExperimentSeries withOverlap(double changed) {
        return new ExperimentSeries(size, units, effect, movedShare, changed);
    }

    private boolean moved(int k) {
        return effect != 0 && Math.floor((k + 1) * movedShare) > Math.floor(k * movedShare);
    }

    @Override
    public String name() {
        return "experiment-series";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] treatment = new double[size * units];
        Philox lots = streams.assignment();
        for (int k = 0; k < size; k++) {
            double[] lot =
                    k > 0 && overlap > 0 ? Arrays.copyOf(treatment, units) : Assignment.COMPLETE.draw(lots, units, 0.5);
            System.arraycopy(lot, 0, treatment, k * units, units);
        }
        return new Draw(sample(streams, treatment), truth());
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return sample(streams, Assignment.all(size * units, arm));
    }

    private GroundTruth truth() {
        Map<String, Double> targets = new LinkedHashMap<>();
        Set<String> nulls = new LinkedHashSet<>();
        for (int k = 0; k < size; k++) {
            String name = Integer.toString(k + 1);
            targets.put(name, moved(k) ? effect : 0);
            if (!moved(k)) {
                nulls.add(name);
            }
        }
        return new GroundTruth(Map.of(), null)
                .withTargets(targets)
                .withHypotheses(new HypothesisTruth(targets.keySet(), nulls));
    }

    private Sample sample(Streams streams, double[] treatment) {
        double[] y = new double[size * units];
        double[] time = new double[size * units];
        streams.noise().normals(y);
        double[] factor = new double[units];
        if (overlap > 0) {
            streams.covariates().normals(factor);
        }
        double shared = FastMath.sqrt(overlap);
        double own = FastMath.sqrt(1 - overlap);
        for (int k = 0; k < size; k++) {
            double step = moved(k) ? effect : 0;
            for (int i = 0; i < units; i++) {
                int row = k * units + i;
                time[row] = k + 1;
                y[row] = shared * factor[i] + own * y[row] + step * treatment[row];
            }
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .add(Role.TIME, "experiment", time)
                .build();
    }

    @Override
    public ExperimentSeries withEffect(double changed) {
        return new ExperimentSeries(size, units, changed, movedShare, overlap);
    }

    @Override
    public ExperimentSeries withSize(int changed) {
        return new ExperimentSeries(changed, units, effect, movedShare, overlap);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A series of experiments",
                List.of(
                        "T = 1 \\text{ for half of the units of each experiment, by lot}",
                        "Y = \\tau_k T + \\sqrt{\\rho} F + \\sqrt{1 - \\rho} U_k, \\quad F, U_k \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "experiments"),
                        new WorldCard.Knob("units", "units of each experiment"),
                        new WorldCard.Knob(
                                "effect", "effect tau in the experiments that have one, in standard deviations"),
                        new WorldCard.Knob("movedShare", "share of the experiments that have an effect"),
                        new WorldCard.Knob(
                                "overlap",
                                "share rho of variance in common; above 0 they are metrics of the same units")),
                Dag.of("T -> Y; F -> Y"),
                "Which experiments have an effect, and how large it is, are knobs.",
                "The stream of experiments of a platform (Javanmard and Montanari 2018).");
    }
}
