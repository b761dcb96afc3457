package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * A yes or no, such as a conversion: {@code logit P(Y = 1) = intercept + 0.8 x0 - 0.5 x1 + logOddsRatio T} with independent
 * standard normal covariates.
 *
 * <p>The average effect is a difference of probabilities, not the coefficient: {@code E[logistic(a + b + s z)] - E[logistic(a +
 * s z)]} with {@code s^2 = 0.8^2 + 0.5^2} and z standard normal, by quadrature.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param dimensions covariates, at least 2; the first two matter
 * @param intercept log odds of a typical unit under control
 * @param logOddsRatio what treatment adds to the log odds of a unit
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record Binary(int size, int dimensions, double intercept, double logOddsRatio, double treatedShare)
        implements Twins {

    private static final double FIRST = 0.8;
    private static final double SECOND = -0.5;
    private static final double SPREAD = FastMath.sqrt(FIRST * FIRST + SECOND * SECOND);
    private static final double LARGEST = 40;

    public Binary {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("dimensions", dimensions, 2);
        Arguments.finite("intercept", intercept);
        Arguments.finite("logOddsRatio", logOddsRatio);
        Arguments.probability("treatedShare", treatedShare);
    }

    /**
     * Three covariates, intercept -0.4 and log odds ratio 0.5, half of the units treated.
     *
     * @param size units
     * @return the world
     */
    public static Binary standard(int size) {
        return new Binary(size, 3, -0.4, 0.5, 0.5);
    }

    /**
     * The expected outcome.
     *
     * @param treatment 0 or 1
     * @return the probability of a yes if every unit had that treatment
     */
    public double mean(int treatment) {
        return mean(logOddsRatio * treatment);
    }

    private double mean(double change) {
        return NormalMean.of(z -> Traits.logistic(intercept + change + SPREAD * z));
    }

    @Override
    public String name() {
        return "binary";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Assignment.BERNOULLI.draw(streams.assignment(), size, treatedShare));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        Sample.Builder observed = Sample.builder();
        double[][] x = Traits.normals(streams.covariates(), dimensions, size, observed);
        double[] y = new double[size];
        streams.noise().uniforms(y);
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] spread = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(propensity, treatedShare);
        double change = 0;
        for (int i = 0; i < size; i++) {
            double logOdds = intercept + FIRST * x[0][i] + SECOND * x[1][i];
            double control = Traits.logistic(logOdds);
            double treated = Traits.logistic(logOdds + logOddsRatio);
            double p = treatment[i] == 1 ? treated : control;
            baseline[i] = control;
            effects[i] = treated - control;
            spread[i] = Traits.coinSd(p);
            change += (y[i] < treated ? 1 : 0) - (y[i] < control ? 1 : 0);
            y[i] = y[i] < p ? 1 : 0;
        }
        double base = mean(0);
        double effect = mean(1) - base;
        return new Draw(
                observed.outcome("y", y).assignment("t", treatment).build(),
                new GroundTruth(
                        Map.of(Estimand.ATE, effect, Estimand.SATE, change / size, Estimand.LIFT, effect / base),
                        new UnitTruth(baseline, effects, propensity, Noise.of(spread))));
    }

    /**
     * The world in which the probability changes by so much on average: the log odds ratio is solved for.
     *
     * @throws IllegalArgumentException if that would leave a probability outside (0, 1)
     */
    @Override
    public Binary withEffect(double changed) {
        double target = mean(0) + Arguments.finite("effect", changed);
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("effect must leave a probability in (0, 1), not " + target);
        }
        double solved = changed == 0 ? 0 : Inversion.solve(this::mean, -LARGEST, LARGEST, target);
        return new Binary(size, dimensions, intercept, solved, treatedShare);
    }

    @Override
    public Binary withSize(int changed) {
        return new Binary(changed, dimensions, intercept, logOddsRatio, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Yes or no",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(q), \\quad X \\sim N(0, I_d)",
                        "\\mathrm{logit}\\, P(Y = 1 | X, T) = a + 0.8 X_0 - 0.5 X_1 + \\beta T"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob("dimensions", "covariates d, at least 2; the first two matter"),
                        new WorldCard.Knob("intercept", "log odds a of a typical unit under control"),
                        new WorldCard.Knob("logOddsRatio", "what treatment adds to the log odds of a unit: beta"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("X -> Y; T -> Y"),
                "The average effect is a difference of mean probabilities over a normal index, by quadrature; the sample "
                        + "average effect compares what each unit does in either arm.",
                "Logistic regression with covariates left out; compare Freedman (2008), doi:10.1214/08-STS262.");
    }
}
