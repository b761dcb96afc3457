package assay.dgp;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment in a population whose economy is mostly strong, and a count of units of one where it is mostly weak. Treatment does
 * {@code effect (1 + gap (strong - 1/2))}, which differs between the segments and not between the populations, unless a drift moves
 * all effects in the target: {@code y = strong + sd e + T effect (1 + gap (strong - 1/2)) (1 + drift target)}. Half of the
 * experiment's units are treated by lot; in the target nobody is.
 *
 * <p>Twins treat all units of both populations, or none.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units of the experiment, at least 8
 * @param target units of the target for each unit of the experiment, above 0; two at least are drawn
 * @param effect mean of the effects in the two segments
 * @param gap how much more the effect is where the economy is strong, as a share of the effect
 * @param here share of units of a strong economy in the experiment, in (0, 1)
 * @param there the same in the target
 * @param drift how much larger effects are in the target than in the same segment of the experiment, as a share
 * @param sd standard deviation of the noise, above 0
 */
public record SegmentMix(
        int size, double target, double effect, double gap, double here, double there, double drift, double sd)
        implements Twins {

    private static final List<String> LEVELS = List.of("strong", "weak");

    public SegmentMix {
        Arguments.atLeast("size", size, 8);
        Arguments.positive("target", target);
        Arguments.finite("effect", effect);
        Arguments.finite("gap", gap);
        Arguments.probability("here", here);
        Arguments.probability("there", there);
        Arguments.finite("drift", drift);
        Arguments.positive("sd", sd);
    }

    /**
     * Six in ten strong here and two in ten there, counted among a quarter as many units; an effect of 3 in a strong economy and -1 in
     * a weak one.
     *
     * @param size units of the experiment
     * @return the world
     */
    public static SegmentMix standard(int size) {
        return new SegmentMix(size, 0.25, 1, 4, 0.6, 0.2, 0, 1);
    }

    /**
     * The same world where effects in the target are other ones.
     *
     * @param larger how much larger they are, as a share
     * @return the changed world
     */
    public SegmentMix withDrift(double larger) {
        return new SegmentMix(size, target, effect, gap, here, there, larger, sd);
    }

    /**
     * The same world with another number of units of the target.
     *
     * @param ratio units of the target for each of the experiment, above 0
     * @return the changed world
     */
    public SegmentMix withTarget(double ratio) {
        return new SegmentMix(size, ratio, effect, gap, here, there, drift, sd);
    }

    /**
     * The effect in a segment of the experiment.
     *
     * @param strong 1 where the economy is strong and 0 where it is weak
     * @return the effect
     */
    public double effectIn(int strong) {
        return effect * (1 + gap * (strong - 0.5));
    }

    /**
     * The average effect in the target.
     *
     * @return in closed form
     */
    public double targetEffect() {
        return (1 + drift) * (there * effectIn(1) + (1 - there) * effectIn(0));
    }

    @Override
    public String name() {
        return "segment-mix";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, null);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(rows(), arm)).observed();
    }

    private int rows() {
        return size + Math.max(2, (int) Math.rint(target * size));
    }

    private Draw run(Streams streams, double @Nullable [] forced) {
        int n = rows();
        double[] u = new double[n];
        Philox covariates = streams.covariates();
        covariates.uniforms(u);
        double[] treatment = forced;
        if (treatment == null) {
            treatment = new double[n];
            double[] drawn = Assignment.COMPLETE.draw(streams.assignment(), size, 0.5);
            System.arraycopy(drawn, 0, treatment, 0, size);
        }
        double[] y = new double[n];
        streams.noise().normals(y);
        int[] economy = new int[n];
        double[] inExperiment = new double[n];
        double[] baseline = new double[n];
        double[] effects = new double[n];
        double[] propensity = new double[n];
        for (int i = 0; i < n; i++) {
            boolean experiment = i < size;
            int strong = u[i] < (experiment ? here : there) ? 1 : 0;
            economy[i] = 1 - strong;
            inExperiment[i] = experiment ? 1 : 0;
            propensity[i] = 0.5;
            baseline[i] = strong;
            effects[i] = effectIn(strong) * (experiment ? 1 : 1 + drift);
            y[i] = baseline[i] + treatment[i] * effects[i] + sd * y[i];
        }
        Sample observed = Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .add(Role.STRATUM, new Column.Numeric("experiment", inExperiment))
                .add(Role.COVARIATE, new Column.Categorical("economic_indicator", economy, LEVELS))
                .build();
        GroundTruth truth = new GroundTruth(
                Map.of(Estimand.TARGET_ATE, targetEffect()),
                new UnitTruth(baseline, effects, propensity, Noise.of(sd)));
        return new Draw(observed, truth);
    }

    @Override
    public SegmentMix withEffect(double changed) {
        return new SegmentMix(size, target, changed, gap, here, there, drift, sd);
    }

    @Override
    public SegmentMix withSize(int changed) {
        return new SegmentMix(changed, target, effect, gap, here, there, drift, sd);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Another mix of segments",
                List.of(
                        "G \\sim \\mathrm{Bernoulli}(p_S), \\quad p_1 = p, \\quad p_0 = q",
                        "\\tau_{GS} = \\tau (1 + \\gamma (G - 1/2)) (1 + \\delta (1 - S))",
                        "Y = G + \\tau_{GS} T + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units of the experiment, S = 1, at least 8"),
                        new WorldCard.Knob("target", "units of the target, S = 0, for each of the experiment, above 0"),
                        new WorldCard.Knob("effect", "mean tau of the effects in the two segments"),
                        new WorldCard.Knob("gap", "how much gamma the effect is more where the economy is strong"),
                        new WorldCard.Knob("here", "share p of a strong economy in the experiment, in (0, 1)"),
                        new WorldCard.Knob("there", "share q of a strong economy in the target, in (0, 1)"),
                        new WorldCard.Knob("drift", "how much delta effects are larger in the target, as a share"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0")),
                Dag.of("S -> economic_indicator -> Y; S -> T -> Y"),
                "The average effect in the target is the mean of the effects in its segments, by their shares.",
                "The setting of Stuart, Cole, Bradshaw and Leaf (2011), doi:10.1111/j.1467-985X.2010.00673.x, with one classification.");
    }
}
