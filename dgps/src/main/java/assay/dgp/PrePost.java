package assay.dgp;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.PrePeriod;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * An experiment whose outcome was also measured before: {@code y = mean + rho x + effect T + sqrt(1 - rho^2) e} with the
 * standardised pre-period {@code x ~ N(0, 1)} and {@code e ~ N(0, 1)}, so that the pre-period explains {@code rho^2} of the
 * variance. For a share of the units it is missing, by a coin that depends on nothing; they keep their rows, with
 * the mean and an indicator in its place.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8
 * @param effect treatment effect, the same for every unit
 * @param rho correlation of the outcome with the pre-period, in (-1, 1)
 * @param mean expected outcome under control, not 0
 * @param missingShare probability that a pre-period is missing, in [0, 1)
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record PrePost(int size, double effect, double rho, double mean, double missingShare, double treatedShare)
        implements Twins {

    public PrePost {
        Arguments.atLeast("size", size, 8);
        Arguments.finite("effect", effect);
        if (!(rho > -1 && rho < 1)) {
            throw new IllegalArgumentException("rho must be in (-1, 1), not " + rho);
        }
        if (Arguments.finite("mean", mean) == 0) {
            throw new IllegalArgumentException("mean must not be 0: a relative effect would have no meaning");
        }
        if (!(missingShare >= 0 && missingShare < 1)) {
            throw new IllegalArgumentException("missingShare must be in [0, 1), not " + missingShare);
        }
        Arguments.probability("treatedShare", treatedShare);
    }

    /**
     * Correlation 0.7, effect 0.3 and mean 5, half of the units treated, nothing missing.
     *
     * @param size units
     * @return the world
     */
    public static PrePost standard(int size) {
        return new PrePost(size, 0.3, 0.7, 5, 0, 0.5);
    }

    @Override
    public String name() {
        return "pre-post";
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
        Philox covariates = streams.covariates();
        double[] before = new double[size];
        covariates.normals(before);
        double[] y = new double[size];
        streams.noise().normals(y);
        double sd = FastMath.sqrt(1 - rho * rho);
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(effects, effect);
        Arrays.fill(propensity, treatedShare);
        for (int i = 0; i < size; i++) {
            baseline[i] = mean + rho * before[i];
            y[i] = baseline[i] + effect * treatment[i] + sd * y[i];
        }
        Sample.Builder observed = Sample.builder().outcome("y", y).assignment("t", treatment);
        if (missingShare > 0) {
            double[] known = before.clone();
            double[] coins = new double[size];
            covariates.uniforms(coins);
            // One value is always known, so that a mean exists.
            for (int i = 1; i < size; i++) {
                known[i] = coins[i] < missingShare ? Double.NaN : known[i];
            }
            PrePeriod.impute(List.of(new Column.Numeric("pre", known)))
                    .forEach(column -> observed.add(Role.COVARIATE, column));
        } else {
            observed.covariate("pre", before);
        }
        return new Draw(
                observed.build(),
                new GroundTruth(
                        Map.of(Estimand.ATE, effect, Estimand.SATE, effect, Estimand.LIFT, effect / mean),
                        new UnitTruth(baseline, effects, propensity, Noise.of(sd))));
    }

    @Override
    public PrePost withEffect(double changed) {
        return new PrePost(size, changed, rho, mean, missingShare, treatedShare);
    }

    @Override
    public PrePost withSize(int changed) {
        return new PrePost(changed, effect, rho, mean, missingShare, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Before and after",
                List.of(
                        "X \\sim N(0, 1), \\quad T \\sim \\mathrm{Bernoulli}(q)",
                        "Y = \\mu + \\rho X + \\tau T + \\sqrt{1 - \\rho^2} \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("rho", "correlation of the outcome with the pre-period, in (-1, 1)"),
                        new WorldCard.Knob("mean", "expected outcome mu under control, not 0"),
                        new WorldCard.Knob(
                                "missingShare", "probability that a pre-period is missing; imputed, with an indicator"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("X -> Y; T -> Y"),
                "The effect is a knob, and so is the mean that a relative effect is relative to.",
                "Deng, Xu, Kohavi and Walker (2013), doi:10.1145/2433396.2433413.");
    }
}
