package assay.dgp;

import assay.Arguments;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.util.FastMath;

/**
 * Several treatments and one control, of which the first few treatments work: {@code y = effect 1(1 <= T <= works) + e} with
 * standard normal noise and arms of fixed sizes by lot.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 2 for each arm
 * @param arms treatments beside the control, at least 1
 * @param effect effect of each treatment that works, in standard deviations
 * @param works how many treatments work, 0 to arms
 * @param controlShare share of units in the control arm, in (0, 1); the others have equal shares of the rest
 */
public record ManyArms(int size, int arms, double effect, int works, double controlShare) implements Twins {

    public ManyArms {
        Arguments.atLeast("arms", arms, 1);
        Arguments.finite("effect", effect);
        Arguments.atLeast("works", works, 0);
        Arguments.probability("controlShare", controlShare);
        if (works > arms) {
            throw new IllegalArgumentException("works must be at most " + arms + ", not " + works);
        }
        int control = (int) Math.rint(controlShare * size);
        if (control < 2 || (size - control) / arms < 2) {
            throw new IllegalArgumentException("size " + size + " leaves an arm with fewer than 2 units");
        }
    }

    /**
     * Three treatments and a control of the same size, one of which works by a t statistic of 4.5 at any size.
     *
     * @param size units
     * @return the world
     */
    public static ManyArms standard(int size) {
        return new ManyArms(size, 3, 4.5 / FastMath.sqrt(size / 8.0), 1, 0.25);
    }

    @Override
    public String name() {
        return "many-arms";
    }

    @Override
    public Draw draw(Streams streams) {
        return new Draw(sample(streams, arms(streams)), truth());
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return sample(streams, Assignment.all(size, arm));
    }

    /** A random order of units, cut into arms. */
    private double[] arms(Streams streams) {
        double[] lots = new double[size];
        double[] arm = new double[size];
        streams.assignment().uniforms(lots);
        Integer[] order = new Integer[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> lots[i]));
        int control = (int) Math.rint(controlShare * size);
        for (int k = 0; k < size; k++) {
            arm[order[k]] = k < control ? 0 : 1 + (k - control) % arms;
        }
        return arm;
    }

    private GroundTruth truth() {
        Map<String, Double> targets = new LinkedHashMap<>();
        Set<String> nulls = new LinkedHashSet<>();
        for (int k = 1; k <= arms; k++) {
            boolean moved = k <= works && effect != 0;
            targets.put(k + " - 0", moved ? effect : 0);
            if (!moved) {
                nulls.add(k + " - 0");
            }
        }
        return new GroundTruth(Map.of(), null)
                .withTargets(targets)
                .withHypotheses(new HypothesisTruth(targets.keySet(), nulls));
    }

    private Sample sample(Streams streams, double[] arm) {
        double[] y = new double[size];
        streams.noise().normals(y);
        for (int i = 0; i < size; i++) {
            y[i] += arm[i] >= 1 && arm[i] <= works ? effect : 0;
        }
        return Sample.builder().outcome("y", y).assignment("t", arm).build();
    }

    @Override
    public ManyArms withEffect(double changed) {
        return new ManyArms(size, arms, changed, works, controlShare);
    }

    @Override
    public ManyArms withSize(int changed) {
        return new ManyArms(changed, arms, effect, works, controlShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Several treatments and one control",
                List.of(
                        "T \\in \\{0, 1, \\ldots, k\\} \\text{ in fixed numbers, by lot}",
                        "Y = \\tau \\, 1(1 \\le T \\le w) + \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 2 for each arm"),
                        new WorldCard.Knob("arms", "treatments k beside the control"),
                        new WorldCard.Knob("effect", "effect tau of each treatment that works, in standard deviations"),
                        new WorldCard.Knob("works", "how many treatments w work"),
                        new WorldCard.Knob("controlShare", "share of units in the control arm")),
                Dag.of("T -> Y"),
                "Which treatments work, and by how much, are knobs. The treated twin has every unit in the first treatment.",
                "The many-to-one comparison of Dunnett (1955).");
    }
}
