package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.List;
import java.util.Map;

/**
 * Real covariates with a planted treatment and a planted effect. Each unit is a row of a real table, drawn with replacement;
 * l is the row's {@linkplain RealRows#index() index}, of mean 0 and variance 1 over the table. {@code T ~ Bernoulli(e)}
 * with {@code e = 0.1 + 0.8 logistic(confounding l)}, {@code Y = l + l^2 / 2 + (effect + heterogeneity l) T + sd e}.
 *
 * <p>The population is the real table, so that averages over it are sums, not integrals.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param rows the real covariates
 * @param size units, at least 20
 * @param effect average effect over the table
 * @param sd standard deviation of the noise, above 0
 * @param confounding strength with which the index moves the treatment; 0 is a fair coin
 * @param heterogeneity slope of the effect in the index
 */
public record SemiSynthetic(RealRows rows, int size, double effect, double sd, double confounding, double heterogeneity)
        implements Twins {

    private static final int SMALLEST = 20;

    public SemiSynthetic {
        Arguments.atLeast("size", size, SMALLEST);
        PlantedIndex.check(effect, sd, confounding, heterogeneity);
    }

    /**
     * Effect 1 with slope 0.5, unit noise, confounding 1.
     *
     * @param rows the real covariates
     * @param size units
     * @return the world
     */
    public static SemiSynthetic standard(RealRows rows, int size) {
        return new SemiSynthetic(rows, size, 1, 1, 1, 0.5);
    }

    @Override
    public String name() {
        return "semi-synthetic-" + rows.name();
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Tosses.drawn(streams.assignment(), size));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] tosses) {
        double[] index = new double[size];
        streams.covariates().uniforms(index);
        int[] picked = new int[size];
        for (int i = 0; i < size; i++) {
            picked[i] = (int) (index[i] * rows.size());
            index[i] = rows.index()[picked[i]];
        }
        PlantedIndex planted = PlantedIndex.of(index, tosses, streams.noise(), effect, sd, confounding, heterogeneity);
        Sample.Builder builder =
                Sample.builder().outcome("y", planted.outcome()).assignment("t", planted.treatment());
        for (int j = 0; j < rows.columns().size(); j++) {
            builder.covariate(rows.columns().get(j), rows.pick(j, picked));
        }
        double treated = treatedIndex();
        double share = treatedShare();
        return new Draw(
                builder.build(),
                new GroundTruth(
                        Map.of(
                                Estimand.ATE,
                                effect,
                                Estimand.SATE,
                                effect + heterogeneity * planted.meanIndex(),
                                Estimand.ATT,
                                effect + heterogeneity * treated,
                                // The index has mean 0 over the table.
                                Estimand.ATC,
                                effect - heterogeneity * treated * share / (1 - share)),
                        planted.truth()));
    }

    /** Mean propensity over the table. */
    private double treatedShare() {
        double sum = 0;
        for (double l : rows.index()) {
            sum += PlantedIndex.propensity(l, confounding);
        }
        return sum / rows.size();
    }

    /** Mean of the index among the treated. */
    private double treatedIndex() {
        if (heterogeneity == 0 || confounding == 0) {
            return 0;
        }
        double sum = 0;
        double weights = 0;
        for (double l : rows.index()) {
            double e = PlantedIndex.propensity(l, confounding);
            sum += e * l;
            weights += e;
        }
        return sum / weights;
    }

    /** Another average effect; an effect of 0 is the A/A null, so that heterogeneity is then 0 too. */
    @Override
    public SemiSynthetic withEffect(double changed) {
        return new SemiSynthetic(rows, size, changed, sd, confounding, changed == 0 ? 0 : heterogeneity);
    }

    @Override
    public SemiSynthetic withSize(int changed) {
        return new SemiSynthetic(rows, changed, effect, sd, confounding, heterogeneity);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Real covariates of " + rows.name() + ", planted effect",
                List.of(
                        "X \\text{ a row of the table, drawn with replacement}, \\quad L = \\frac{1}{s} \\sum_{j} "
                                + "\\frac{(-1)^{j - 1}}{j} \\frac{X_j - \\bar{X}_j}{s_j}",
                        "T \\sim \\mathrm{Bernoulli}(e), \\quad e = 0.1 + \\frac{0.8}{1 + \\exp(-\\kappa L)}",
                        "Y = L + \\frac{1}{2} L^2 + (\\tau + h L) T + \\sigma \\varepsilon, \\quad "
                                + "\\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob(
                                "rows",
                                "the real covariates: data set, rows by columns, checksum; columns "
                                        + String.join(", ", rows.columns())),
                        new WorldCard.Knob("size", "units, at least 20"),
                        new WorldCard.Knob("effect", "average effect tau over the table"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob(
                                "confounding", "kappa, by how much the index L moves the treatment; 0 is a fair coin"),
                        new WorldCard.Knob("heterogeneity", "slope h of the effect in the index")),
                Dag.of("X -> L -> T -> Y; L -> Y"),
                "The population is the table itself: averages over it are exact sums over its " + rows.size()
                        + " rows.",
                "In the manner of Hill (J. Computational and Graphical Statistics 20, 2011), "
                        + "doi:10.1198/jcgs.2010.08162.");
    }
}
