package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores of which some were moved across a cutoff: {@code S ~ Beta(2, 2)} on (-1, 1), and of those in [-0.15, 0) a share gets to
 * the other side, {@code X = -S}. Treatment is {@code X >= 0} and does nothing: {@code Y = S + 0.3 e}. What there is to be found
 * is that the density of X jumps at 0.
 *
 * <p>The effect of this world is the share that gets across, so that without it nobody does.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 20
 * @param sorting share of those just below the cutoff who get across, in [0, 1]
 */
public record SortedScores(int size, double sorting) implements Twins {

    private static final double CLOSE = 0.15;
    private static final double NOISE = 0.3;

    public SortedScores {
        Arguments.atLeast("size", size, 20);
        if (!(sorting >= 0 && sorting <= 1)) {
            throw new IllegalArgumentException("sorting must be in [0, 1], not " + sorting);
        }
    }

    /**
     * A share of 0.4 gets across.
     *
     * @param size units
     * @return the world
     */
    public static SortedScores standard(int size) {
        return new SortedScores(size, 0.4);
    }

    @Override
    public String name() {
        return "sorted-scores";
    }

    @Override
    public Draw draw(Streams streams) {
        GroundTruth truth = new GroundTruth(Map.of(Estimand.CATE, 0.0), null).withNull(sorting == 0);
        return new Draw(run(streams, null), truth);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm));
    }

    private Sample run(Streams streams, double @Nullable [] forced) {
        // The second of three uniforms in order is distributed as Beta(2, 2).
        double[] three = new double[3 * size];
        streams.covariates().uniforms(three);
        double[] coin = new double[size];
        streams.assignment().uniforms(coin);
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] x = new double[size];
        double[] t = new double[size];
        for (int i = 0; i < size; i++) {
            double a = three[3 * i];
            double b = three[3 * i + 1];
            double c = three[3 * i + 2];
            double middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
            double s = 2 * middle - 1;
            x[i] = s >= -CLOSE && s < 0 && coin[i] < sorting ? -s : s;
            t[i] = forced == null ? (x[i] >= 0 ? 1 : 0) : forced[i];
            y[i] = s + NOISE * y[i];
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .covariate("x", x)
                .build();
    }

    @Override
    public SortedScores withEffect(double changed) {
        return new SortedScores(size, changed);
    }

    @Override
    public SortedScores withSize(int changed) {
        return new SortedScores(changed, sorting);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Sorted scores",
                List.of(
                        "(S + 1) / 2 \\sim \\mathrm{Beta}(2, 2), \\quad T = 1(X \\ge 0)",
                        "B \\sim \\mathrm{Bernoulli}(\\pi \\, 1(-0.15 \\le S < 0)), \\quad X = (1 - 2 B) S",
                        "Y = S + 0.3 \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 20"),
                        new WorldCard.Knob("sorting", "share pi of those just below the cutoff who get across")),
                Dag.of("S -> X -> T; S -> Y"),
                "Treatment does nothing; the null hypothesis, a density without a jump, holds when nobody gets across.",
                "McCrary (2008), doi:10.1016/j.jeconom.2007.05.005; Cattaneo, Jansson and Ma (2020),"
                        + " doi:10.1080/01621459.2019.1635480.");
    }
}
