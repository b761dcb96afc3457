package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Covariates of any laws, joined by a Gaussian copula, with a planted effect. The index of a unit is {@code L = sum of (X_k -
 * E X_k) / sd X_k, over sqrt(d)}, of mean 0 whatever the laws; {@code T ~ Bernoulli(0.1 + 0.8 logistic(confounding L))}
 * and {@code Y = L + L^2 / 2 + (effect + heterogeneity L) T + sd e}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 20
 * @param law the joint law of the covariates
 * @param effect average treatment effect
 * @param sd standard deviation of the noise, above 0
 * @param confounding strength with which the index moves the treatment; 0 is a fair coin
 * @param heterogeneity slope of the effect in the index
 */
public record Copula(int size, JointLaw law, double effect, double sd, double confounding, double heterogeneity)
        implements Twins {

    private static final int SMALLEST = 20;

    public Copula {
        Arguments.atLeast("size", size, SMALLEST);
        PlantedIndex.check(effect, sd, confounding, heterogeneity);
    }

    /**
     * A normal, a log-normal, a coin and a count, all correlated by 0.4; effect 1 with slope 0.5, unit noise, confounding 1.
     *
     * @param size units
     * @return the world
     */
    public static Copula standard(int size) {
        return new Copula(
                size,
                JointLaw.exchangeable(
                        List.of(
                                new Marginal.Normal(0, 1),
                                new Marginal.LogNormal(0, 0.5),
                                new Marginal.Bernoulli(0.3),
                                new Marginal.Poisson(2)),
                        0.4),
                1,
                1,
                1,
                0.5);
    }

    @Override
    public String name() {
        return "copula";
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
        double[][] x = law.draw(streams.covariates(), size);
        double[] index = new double[size];
        for (int j = 0; j < x.length; j++) {
            Marginal marginal = law.marginals().get(j);
            double mean = marginal.mean();
            double weight = 1 / (marginal.sd() * FastMath.sqrt((double) x.length));
            for (int i = 0; i < size; i++) {
                index[i] += weight * (x[j][i] - mean);
            }
        }
        PlantedIndex planted = PlantedIndex.of(index, tosses, streams.noise(), effect, sd, confounding, heterogeneity);
        Sample.Builder builder =
                Sample.builder().outcome("y", planted.outcome()).assignment("t", planted.treatment());
        for (int j = 0; j < x.length; j++) {
            builder.covariate("x" + j, x[j]);
        }
        return new Draw(
                builder.build(),
                new GroundTruth(
                        Map.of(Estimand.ATE, effect, Estimand.SATE, effect + heterogeneity * planted.meanIndex()),
                        planted.truth()));
    }

    /** Another average effect; an effect of 0 is the A/A null, so that heterogeneity is then 0 too. */
    @Override
    public Copula withEffect(double changed) {
        return new Copula(size, law, changed, sd, confounding, changed == 0 ? 0 : heterogeneity);
    }

    @Override
    public Copula withSize(int changed) {
        return new Copula(changed, law, effect, sd, confounding, heterogeneity);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Covariates of given laws, joined by a copula",
                List.of(
                        "Z \\sim N(0, R), \\quad X_k = F_k^{-1}(\\Phi(Z_k))",
                        "L = \\frac{1}{\\sqrt{d}} \\sum_{k} \\frac{X_k - E[X_k]}{s_k}, \\quad T \\sim "
                                + "\\mathrm{Bernoulli}\\left(0.1 + \\frac{0.8}{1 + \\exp(-\\kappa L)}\\right)",
                        "Y = L + \\frac{1}{2} L^2 + (\\tau + h L) T + \\sigma \\varepsilon, \\quad "
                                + "\\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 20"),
                        new WorldCard.Knob(
                                "law",
                                "the law of each covariate (normal, log-normal, bernoulli, poisson) and the correlations of "
                                        + "the normals underneath"),
                        new WorldCard.Knob("effect", "the average effect tau"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob(
                                "confounding", "kappa, by how much the index L moves the treatment; 0 is a fair coin"),
                        new WorldCard.Knob("heterogeneity", "slope h of the effect in the index")),
                Dag.of("[Z] -> X -> T -> Y; X -> Y"),
                "The average effect is a knob, as the index has mean zero: every covariate is centred by the expectation of "
                        + "its law.",
                "Nelsen, An Introduction to Copulas (Springer, 2nd edition, 2006), section 2.");
    }
}
