package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Observational data with a confounder that nobody measured: {@code X ~ N(0, I_4)}, {@code U ~ N(0, 1)}, {@code T ~
 * Bernoulli(logistic(0.9 x0 + g U))}, {@code Y = 1.2 x0 - 0.8 x1 + 0.5 x2 + b U + effect T + sd e}. The sample shows X, T
 * and Y. Adjustment for X cannot remove what U does, however many rows there are, unless g or b is 0.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 12
 * @param effect effect of treatment, the same for every unit
 * @param sd standard deviation of the noise, above 0
 * @param onTreatment g, by how much the hidden confounder moves the log odds of treatment
 * @param onOutcome b, by how much it moves the outcome
 */
public record HiddenConfounder(int size, double effect, double sd, double onTreatment, double onOutcome)
        implements Twins {

    private static final double SLOPE = 0.9;
    private static final double[] COEFFICIENTS = {1.2, -0.8, 0.5, 0};
    private static final int POINTS = 60;

    public HiddenConfounder {
        Arguments.atLeast("size", size, 12);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.finite("onTreatment", onTreatment);
        Arguments.finite("onOutcome", onOutcome);
    }

    /**
     * Effect 2, unit noise, and a confounder as strong as 1.3 on the treatment and 2 on the outcome.
     *
     * @param size units
     * @return the world
     */
    public static HiddenConfounder standard(int size) {
        return new HiddenConfounder(size, 2, 1, 1.3, 2);
    }

    @Override
    public String name() {
        return "hidden-confounder";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Tosses.drawn(streams.assignment(), size));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        Philox traits = streams.covariates();
        double[] baseline = new double[size];
        double[] propensity = new double[size];
        Sample.Builder builder = Sample.builder();
        for (int j = 0; j < COEFFICIENTS.length; j++) {
            double[] x = new double[size];
            traits.normals(x);
            builder.covariate("x" + j, x);
            for (int i = 0; i < size; i++) {
                baseline[i] += COEFFICIENTS[j] * x[i];
                propensity[i] += j == 0 ? SLOPE * x[i] : 0;
            }
        }
        double[] hidden = new double[size];
        traits.normals(hidden);
        double[] effects = new double[size];
        Arrays.fill(effects, effect);
        double[] y = new double[size];
        streams.noise().normals(y);
        for (int i = 0; i < size; i++) {
            propensity[i] = Traits.logistic(propensity[i] + onTreatment * hidden[i]);
            baseline[i] += onOutcome * hidden[i];
            treatment[i] = treatment[i] < propensity[i] ? 1 : 0;
            y[i] = baseline[i] + effect * treatment[i] + sd * y[i];
        }
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.ATE, effect,
                        Estimand.SATE, effect,
                        Estimand.ATT, effect,
                        Estimand.ATC, effect),
                new UnitTruth(baseline, effects, propensity, Noise.of(sd)));
        return new Draw(builder.outcome("y", y).assignment("t", treatment).build(), truth);
    }

    /**
     * The bias of the regression of Y on T and X, whose coefficients of X do not matter as X is independent of U: {@code b
     * E[U e] / (1/4 - E[x0 e]^2)} with e the propensity, by Gauss-Hermite quadrature.
     *
     * @return what no number of rows removes
     */
    public double linearBias() {
        double[] moments = new double[2];
        Quadrature.overNormals(POINTS, (x0, u, weight) -> {
            double e = Traits.logistic(SLOPE * x0 + onTreatment * u);
            moments[0] += weight * x0 * e;
            moments[1] += weight * u * e;
        });
        return onOutcome * moments[1] / (0.25 - moments[0] * moments[0]);
    }

    @Override
    public HiddenConfounder withEffect(double changed) {
        return new HiddenConfounder(size, changed, sd, onTreatment, onOutcome);
    }

    @Override
    public HiddenConfounder withSize(int changed) {
        return new HiddenConfounder(changed, effect, sd, onTreatment, onOutcome);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A hidden confounder",
                List.of(
                        "X \\sim N(0, I_4), \\quad U \\sim N(0, 1)",
                        "T \\sim \\mathrm{Bernoulli}\\left(\\frac{1}{1 + \\exp(-0.9 X_0 - g U)}\\right)",
                        "Y = 1.2 X_0 - 0.8 X_1 + 0.5 X_2 + b U + \\tau T + \\sigma \\varepsilon, \\quad "
                                + "\\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 12"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob(
                                "onTreatment", "g, by how much the hidden U moves the log odds of treatment"),
                        new WorldCard.Knob(
                                "onOutcome", "b, by how much the hidden U moves the outcome; 0 for no bias")),
                Dag.of("X, [U] -> T -> Y; X, [U] -> Y"),
                "The effect is a knob. What regression on X and T finds instead is known by quadrature.",
                "The omitted variable of Cinelli and Hazlett (J. Royal Statistical Society B 82, 2020), "
                        + "doi:10.1111/rssb.12348.");
    }
}
