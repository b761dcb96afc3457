package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An encouragement design: assignment is by lot, what is received is not.
 *
 * <p>Units are always-takers (s = 1), compliers (s = 0) or never-takers (s = -1). With D(z) the treatment taken when
 * assigned z, {@code y = x1 + ... + xd + endogeneity s + effect (1 + heterogeneity s) D + sd e}, x and e standard normal.
 * The effect on compliers is the knob whatever the others are. Few compliers make the instrument weak; where
 * endogeneity and effect have opposite signs, those who take the treatment are those who fare worse without it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8, half of them encouraged
 * @param dimensions covariates d, not negative
 * @param effect effect of treatment on compliers
 * @param sd standard deviation of the noise, above 0
 * @param compliers share of compliers, in (0, 1]
 * @param alwaysTakers share of always-takers, in [0, 1 - compliers]; 0 makes non-compliance one-sided
 * @param endogeneity how much better always-takers, and worse never-takers, fare than compliers without treatment
 * @param heterogeneity relative change of the effect from compliers to always-takers
 */
public record Encouragement(
        int size,
        int dimensions,
        double effect,
        double sd,
        double compliers,
        double alwaysTakers,
        double endogeneity,
        double heterogeneity)
        implements Twins {

    public Encouragement {
        Arguments.atLeast("size", size, 8);
        Arguments.atLeast("dimensions", dimensions, 0);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Takers.check(compliers, alwaysTakers);
        Arguments.finite("endogeneity", endogeneity);
        Arguments.finite("heterogeneity", heterogeneity);
    }

    @Override
    public String name() {
        return "encouragement";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Assignment.COMPLETE.draw(streams.assignment(), size, 0.5));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] assigned) {
        Philox covariates = streams.covariates();
        double[] baseline = new double[size];
        Sample.Builder builder = Sample.builder();
        for (int j = 0; j < dimensions; j++) {
            double[] x = new double[size];
            covariates.normals(x);
            builder.covariate("x" + j, x);
            for (int i = 0; i < size; i++) {
                baseline[i] += x[i];
            }
        }
        double[] type = Takers.types(covariates, size, compliers, alwaysTakers);
        double[] received = new double[size];
        double[] effects = new double[size];
        double[] y = new double[size];
        streams.noise().normals(y);
        for (int i = 0; i < size; i++) {
            double change = effect * (1 + heterogeneity * type[i]);
            received[i] = Takers.received(type[i], assigned[i]);
            effects[i] = type[i] == 0 ? change : 0;
            baseline[i] += endogeneity * type[i] + (type[i] > 0 ? change : 0);
            y[i] = baseline[i] + effects[i] * assigned[i] + sd * y[i];
        }
        double[] propensity = new double[size];
        Arrays.fill(propensity, Math.rint(0.5 * size) / size);
        Sample observed = builder.outcome("y", y)
                .assignment("z", assigned)
                .add(Role.TREATMENT, "d", received)
                .build();
        double neverTakers = 1 - compliers - alwaysTakers;
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.LATE,
                        effect,
                        Estimand.ITT,
                        effect * compliers,
                        Estimand.ATE,
                        effect * (1 + heterogeneity * (alwaysTakers - neverTakers)),
                        Estimand.COMPLIANCE,
                        compliers),
                new UnitTruth(baseline, effects, propensity, Noise.of(sd)));
        return new Draw(observed, truth.withNull(effect == 0));
    }

    @Override
    public Encouragement withEffect(double changed) {
        return new Encouragement(size, dimensions, changed, sd, compliers, alwaysTakers, endogeneity, heterogeneity);
    }

    @Override
    public Encouragement withSize(int changed) {
        return new Encouragement(changed, dimensions, effect, sd, compliers, alwaysTakers, endogeneity, heterogeneity);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Encouragement",
                List.of(
                        "Z = 1 \\text{ for half of the units, by lot}",
                        "S = 1, 0, -1 \\text{ for always-takers, compliers, never-takers}, \\quad D(z) = 1\\{S = 1\\} + z 1\\{S = 0\\}",
                        "Y = X_1 + \\cdots + X_d + \\eta S + \\tau (1 + h S) D + \\sigma \\varepsilon, \\quad X_j, \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8, half of them encouraged"),
                        new WorldCard.Knob("dimensions", "covariates d, not negative"),
                        new WorldCard.Knob("effect", "the effect tau of treatment on compliers"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob("compliers", "share of compliers, in (0, 1]; few make the instrument weak"),
                        new WorldCard.Knob(
                                "alwaysTakers",
                                "share of always-takers, in [0, 1 - compliers]; 0 makes non-compliance one-sided"),
                        new WorldCard.Knob(
                                "endogeneity",
                                "how much better always-takers, and worse never-takers, fare without treatment: eta"),
                        new WorldCard.Knob(
                                "heterogeneity", "relative change h of the effect from compliers to always-takers")),
                Dag.of("Z -> D -> Y; [U] -> D; [U] -> Y"),
                "Types are known: the effect on compliers is a knob, and the other estimands follow from the shares.",
                "Angrist, Imbens and Rubin (J. American Statistical Association 91, 1996).");
    }
}
