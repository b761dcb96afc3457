package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Treatment by a cutoff: a score {@code S ~ Uniform(-1, 1)} at 0 or above is treated, {@code Y = 0.5 + 0.8 S - curvature
 * sign(S) (1 - cos 5 S) + sd (0.5 + (S + 1) / 2) e + effect (1 + 0.5 X) T}. What Y would be untreated is continuous at the cutoff and
 * bends one way below it and the other way above, so that a line on either side misses its limit; noise grows with the score.
 * The covariate {@code Z = 0.5 e + N(0, 1)} was there before.
 *
 * <p>The running variable X that the sample shows is the score, but for two knobs. With {@code sorting}, of those with a score in
 * [-0.15, 0) who would do better than others ({@code e > 0}) that share makes it to the other side, {@code X = -S}: they
 * are treated, and were better before. With {@code grid}, X is the middle of the step that the score falls in: a score that was
 * rounded.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 20
 * @param effect effect of treatment at the cutoff
 * @param curvature how much the mean bends
 * @param sd standard deviation of the noise at the cutoff, above 0
 * @param sorting share of those below the cutoff, close to it and better than others, who get across, in [0, 1]
 * @param grid width of the steps that scores are rounded to, 0 for none, below 1
 */
public record Discontinuity(int size, double effect, double curvature, double sd, double sorting, double grid)
        implements Twins {

    private static final double SLOPE = 0.8;
    private static final double FREQUENCY = 5;
    private static final double GROWTH = 0.5;
    private static final double CLOSE = 0.15;
    private static final double LEVEL = 0.5;

    public Discontinuity {
        Arguments.atLeast("size", size, 20);
        Arguments.finite("effect", effect);
        Arguments.finite("curvature", curvature);
        Arguments.positive("sd", sd);
        if (!(sorting >= 0 && sorting <= 1)) {
            throw new IllegalArgumentException("sorting must be in [0, 1], not " + sorting);
        }
        if (!(grid >= 0 && grid < 1)) {
            throw new IllegalArgumentException("grid must be in [0, 1), not " + grid);
        }
    }

    /**
     * An effect of 0.4, a mean that bends, noise of 0.3, nobody who gets across and scores that are not rounded.
     *
     * @param size units
     * @return the world
     */
    public static Discontinuity standard(int size) {
        return new Discontinuity(size, 0.4, 1, 0.3, 0, 0);
    }

    /**
     * The same world where some get across.
     *
     * @param changed their share
     * @return the changed world
     */
    public Discontinuity withSorting(double changed) {
        return new Discontinuity(size, effect, curvature, sd, changed, grid);
    }

    /**
     * The same world with rounded scores.
     *
     * @param changed width of the steps
     * @return the changed world
     */
    public Discontinuity withGrid(double changed) {
        return new Discontinuity(size, effect, curvature, sd, sorting, changed);
    }

    @Override
    public String name() {
        return "discontinuity";
    }

    @Override
    public Draw draw(Streams streams) {
        return new Draw(run(streams, null), new GroundTruth(Map.of(Estimand.CATE, effect), null));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm));
    }

    private Sample run(Streams streams, double @Nullable [] forced) {
        Philox traits = streams.covariates();
        double[] score = new double[size];
        traits.uniforms(score);
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] z = new double[size];
        traits.normals(z);
        double[] coin = new double[size];
        streams.assignment().uniforms(coin);
        double[] x = new double[size];
        double[] t = new double[size];
        for (int i = 0; i < size; i++) {
            double s = 2 * score[i] - 1;
            double e = y[i];
            z[i] += LEVEL * e;
            x[i] = s >= -CLOSE && s < 0 && e > 0 && coin[i] < sorting ? -s : s;
            if (grid > 0) {
                x[i] = grid * (FastMath.floor(x[i] / grid) + 0.5);
            }
            t[i] = forced == null ? (x[i] >= 0 ? 1 : 0) : forced[i];
            double bend = curvature * (1 - FastMath.cos(FREQUENCY * s));
            y[i] = LEVEL
                    + SLOPE * s
                    + (s < 0 ? bend : -bend)
                    + sd * (LEVEL + (s + 1) / 2) * e
                    + effect * (1 + GROWTH * x[i]) * t[i];
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .covariate("x", x)
                .covariate("z", z)
                .build();
    }

    @Override
    public Discontinuity withEffect(double changed) {
        return new Discontinuity(size, changed, curvature, sd, sorting, grid);
    }

    @Override
    public Discontinuity withSize(int changed) {
        return new Discontinuity(changed, effect, curvature, sd, sorting, grid);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Treatment by a cutoff",
                List.of(
                        "S \\sim \\mathrm{Uniform}(-1, 1), \\quad T = 1(X \\ge 0)",
                        "Y = 0.5 + 0.8 S - \\kappa \\, \\mathrm{sign}(S) (1 - \\cos 5 S) + \\sigma (0.5 + (S + 1) / 2)"
                                + " \\varepsilon + \\tau (1 + 0.5 X) T",
                        "Z = 0.5 \\varepsilon + u, \\quad \\varepsilon, u \\sim N(0, 1)",
                        "B \\sim \\mathrm{Bernoulli}(\\pi \\, 1(-0.15 \\le S < 0, \\varepsilon > 0)), \\quad X = (1 - 2 B) S"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 20"),
                        new WorldCard.Knob("effect", "effect tau of treatment at the cutoff"),
                        new WorldCard.Knob("curvature", "how much kappa the mean bends on either side"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise at the cutoff, above 0"),
                        new WorldCard.Knob(
                                "sorting", "share pi of those just below, and better, who get across, in [0, 1]"),
                        new WorldCard.Knob("grid", "width of the steps that scores are rounded to; 0 for none")),
                Dag.of("S -> X -> T -> Y; S -> Y; [e] -> X; [e] -> Y; [e] -> Z; X -> Y"),
                "The effect at the cutoff is a knob: the mean without treatment is continuous there where nobody sorts.",
                "Calonico, Cattaneo and Titiunik (2014), doi:10.3982/ECTA11757.");
    }
}
