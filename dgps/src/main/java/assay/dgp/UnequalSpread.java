package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * A small experiment of unequal arms whose outcomes spread unequally: {@code y = x_1 + ... + x_d + effect T + sd ratio^T
 * exp(slope x_1) e} with independent standard normal covariates and noise, and a fixed number treated by lot.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param dimensions covariates d, not negative
 * @param effect treatment effect, the same on average for every unit
 * @param sd standard deviation of the noise under control where the first covariate is 0, above 0
 * @param ratio how many times wider the noise of the treated is, above 0
 * @param slope how the logarithm of the spread changes with the first covariate; 0 without covariates
 * @param treatedShare share of units treated, in (0, 1)
 */
public record UnequalSpread(
        int size, int dimensions, double effect, double sd, double ratio, double slope, double treatedShare)
        implements Twins {

    public UnequalSpread {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("dimensions", dimensions, 0);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.positive("ratio", ratio);
        Arguments.finite("slope", slope);
        Arguments.probability("treatedShare", treatedShare);
        if (dimensions == 0 && slope != 0) {
            throw new IllegalArgumentException("slope must be 0 where there are no covariates, not " + slope);
        }
    }

    @Override
    public String name() {
        return "unequal-spread";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Assignment.COMPLETE.draw(streams.assignment(), size, treatedShare));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        double[] baseline = new double[size];
        double[] spread = new double[size];
        Arrays.fill(spread, sd);
        Philox covariates = streams.covariates();
        Sample.Builder builder = Sample.builder();
        for (int j = 0; j < dimensions; j++) {
            double[] x = new double[size];
            covariates.normals(x);
            builder.covariate("x" + j, x);
            for (int i = 0; i < size; i++) {
                baseline[i] += x[i];
                spread[i] *= j == 0 ? FastMath.exp(slope * x[i]) : 1;
            }
        }
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] effects = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(effects, effect);
        Arrays.fill(propensity, Math.rint(treatedShare * size) / size);
        for (int i = 0; i < size; i++) {
            spread[i] *= treatment[i] == 1 ? ratio : 1;
            y[i] = baseline[i] + effect * treatment[i] + spread[i] * y[i];
        }
        Sample observed = builder.outcome("y", y).assignment("t", treatment).build();
        return new Draw(
                observed,
                new GroundTruth(
                        Map.of(Estimand.ATE, effect, Estimand.SATE, effect),
                        new UnitTruth(baseline, effects, propensity, Noise.of(spread))));
    }

    @Override
    public UnequalSpread withEffect(double changed) {
        return new UnequalSpread(size, dimensions, changed, sd, ratio, slope, treatedShare);
    }

    @Override
    public UnequalSpread withSize(int changed) {
        return new UnequalSpread(changed, dimensions, effect, sd, ratio, slope, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Arms of unequal spread",
                List.of(
                        "X \\sim N(0, I_d), \\quad T = 1 \\text{ for a fixed number, by lot}",
                        "Y = X_1 + \\cdots + X_d + \\tau T + \\sigma r^T \\exp(s X_1) \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob("dimensions", "covariates d, not negative"),
                        new WorldCard.Knob("effect", "average effect tau"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise under control, above 0"),
                        new WorldCard.Knob("ratio", "how many times wider the noise of the treated is, above 0"),
                        new WorldCard.Knob("slope", "how the logarithm of the spread changes with the first covariate"),
                        new WorldCard.Knob("treatedShare", "share of units treated, in (0, 1)")),
                Dag.of("X -> Y; T -> Y"),
                "The effect is a knob: it does not change with covariates, and noise has mean zero in both arms.",
                "The Behrens-Fisher problem (Fisher 1935), with covariates.");
    }
}
