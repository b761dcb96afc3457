package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Many treated units and few controls, with one covariate that does nothing: {@code x ~ U(0, 1)}, {@code y = effect T + sd e}. Each control
 * is the nearest neighbour of many treated units, by chance of more or fewer; a bootstrap sample lacks a third of the controls, and
 * what their neighbours take over is not what the sampling of controls does (Abadie and Imbens 2008).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8
 * @param controls share of controls, in (0, 1); two controls and two treated at least are drawn
 * @param effect effect of treatment, the same for every unit
 * @param sd standard deviation of the noise, above 0
 */
public record ScarceControls(int size, double controls, double effect, double sd) implements Twins {

    public ScarceControls {
        Arguments.atLeast("size", size, 8);
        if (!(controls > 0 && controls < 1)) {
            throw new IllegalArgumentException("controls must be in (0, 1), not " + controls);
        }
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
    }

    /**
     * One control in twenty-one, effect 1, unit noise.
     *
     * @param size units
     * @return the world
     */
    public static ScarceControls standard(int size) {
        return new ScarceControls(size, 1 / 21.0, 1, 1);
    }

    @Override
    public String name() {
        return "scarce-controls";
    }

    private int controlUnits() {
        return (int) Math.min(size - 2.0, Math.max(2, Math.rint(size * controls)));
    }

    @Override
    public Draw draw(Streams streams) {
        double share = 1 - controlUnits() / (double) size;
        return run(streams, Assignment.COMPLETE.draw(streams.assignment(), size, share));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        double[] x = new double[size];
        streams.covariates().uniforms(x);
        double[] effects = new double[size];
        Arrays.fill(effects, effect);
        double[] propensity = new double[size];
        Arrays.fill(propensity, 1 - controlUnits() / (double) size);
        double[] y = new double[size];
        streams.noise().normals(y);
        for (int i = 0; i < size; i++) {
            y[i] = effect * treatment[i] + sd * y[i];
        }
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.ATE, effect,
                        Estimand.SATE, effect,
                        Estimand.ATT, effect,
                        Estimand.ATC, effect),
                new UnitTruth(new double[size], effects, propensity, Noise.of(sd)));
        Sample observed = Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .covariate("x", x)
                .build();
        return new Draw(observed, truth);
    }

    @Override
    public ScarceControls withEffect(double changed) {
        return new ScarceControls(size, controls, changed, sd);
    }

    @Override
    public ScarceControls withSize(int changed) {
        return new ScarceControls(changed, controls, effect, sd);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Many treated, few controls",
                List.of("X \\sim U(0, 1)", "Y = \\tau T + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8"),
                        new WorldCard.Knob("controls", "share of controls, in (0, 1)"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0")),
                Dag.of("T -> Y"),
                "The effect is a knob.",
                "The counterexample of Abadie and Imbens (Econometrica 76, 2008), doi:10.3982/ECTA6474.");
    }
}
