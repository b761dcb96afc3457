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

/**
 * Matched pairs with a hidden bias, as bad as a bias of its size can be: in each pair {@code Y_k(0) = a + sd e_k} with standard
 * normal a and e, one unit is treated, and it is the one with the larger e with probability {@code gamma / (1 + gamma)}. What
 * makes a unit fare better without treatment makes it gamma times as likely, by odds, to be treated; nobody recorded it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size pairs, at least 2; there are twice as many rows
 * @param effect effect of treatment, the same for every unit
 * @param sd standard deviation of what units of a pair do not share, above 0
 * @param gamma the bias, at least 1; 1 is a fair coin in each pair
 */
public record BiasedPairs(int size, double effect, double sd, double gamma) implements Twins {

    public BiasedPairs {
        Arguments.atLeast("size", size, 2);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        if (!(gamma >= 1 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gamma must be finite and at least 1, not " + gamma);
        }
    }

    /**
     * Effect 1, unit noise, and a bias that doubles the odds.
     *
     * @param size pairs
     * @return the world
     */
    public static BiasedPairs standard(int size) {
        return new BiasedPairs(size, 1, 1, 2);
    }

    @Override
    public String name() {
        return "biased-pairs";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] tosses = new double[size];
        streams.assignment().uniforms(tosses);
        double[] own = own(streams);
        double[] treatment = new double[2 * size];
        double likelier = gamma / (1 + gamma);
        for (int i = 0; i < size; i++) {
            int higher = own[2 * i] >= own[2 * i + 1] ? 2 * i : 2 * i + 1;
            int other = 4 * i + 1 - higher;
            treatment[tosses[i] < likelier ? higher : other] = 1;
        }
        GroundTruth truth = new GroundTruth(Map.of(Estimand.ATE, effect, Estimand.SATE, effect), null);
        return new Draw(rows(streams, own, treatment), truth);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return rows(streams, own(streams), Assignment.all(2 * size, arm));
    }

    private double[] own(Streams streams) {
        double[] own = new double[2 * size];
        streams.noise().normals(own);
        return own;
    }

    private Sample rows(Streams streams, double[] own, double[] treatment) {
        Philox traits = streams.covariates();
        double[] shared = new double[size];
        traits.normals(shared);
        double[] y = new double[2 * size];
        double[] pair = new double[2 * size];
        for (int i = 0; i < y.length; i++) {
            pair[i] = i / 2 + 1;
            y[i] = shared[i / 2] + sd * own[i] + effect * treatment[i];
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .add(Role.STRATUM, new Column.Numeric("pair", pair))
                .build();
    }

    @Override
    public BiasedPairs withEffect(double changed) {
        return new BiasedPairs(size, changed, sd, gamma);
    }

    @Override
    public BiasedPairs withSize(int changed) {
        return new BiasedPairs(changed, effect, sd, gamma);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Matched pairs with a hidden bias",
                List.of(
                        "Y_{ik}(0) = a_i + \\sigma \\varepsilon_{ik}, \\quad a_i, \\varepsilon_{ik} \\sim N(0, 1), \\quad k = 1, 2",
                        "P(\\text{the unit of larger } \\varepsilon \\text{ is treated}) = \\frac{\\Gamma}{1 + \\Gamma}",
                        "Y_{ik} = Y_{ik}(0) + \\tau T_{ik}"),
                List.of(
                        new WorldCard.Knob("size", "pairs, at least 2; there are twice as many rows"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob(
                                "sd", "standard deviation sigma of what units of a pair do not share, above 0"),
                        new WorldCard.Knob(
                                "gamma",
                                "the bias Gamma, odds at which the unit that fares better is treated; 1 for none")),
                Dag.of("[U] -> T -> Y; [U] -> Y"),
                "The effect is a knob: every unit gains exactly that much.",
                "The sensitivity model of Rosenbaum (Biometrika 74, 1987), doi:10.1093/biomet/74.1.13, at its worst case.");
    }
}
