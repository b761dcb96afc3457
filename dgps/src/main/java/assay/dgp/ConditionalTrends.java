package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * A panel whose trends are parallel only among units of like covariates: {@code y_it = u_i + t (trend + slope x1_i + hidden h_i) + att(g,
 * t) 1(t >= g) + e_it}, with standard normal u, x1, x2, h and e. A unit is ever treated with probability {@code 1 / (1 +
 * exp(0.5 - 0.6 x1 - 0.4 x2 - 0.6 h 1(hidden != 0)))}, from a period that is as likely each from the fourth to the last. Units that are
 * treated would have grown faster anyway.
 *
 * <p>The effect on cohort g in period t is {@code effect (1 + 0.4 (t - g - mean))}, the mean being over treated unit-periods, so
 * that {@code effect} is the average.
 *
 * <p>Twins: with all in treatment, every unit begins when it would if it ever did; with all in control, none ever does.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 20
 * @param periods periods, at least 5
 * @param effect average treatment effect over treated unit-periods
 * @param trend change of all outcomes from period to period
 * @param slope how much faster those grow who have more of the first covariate
 * @param hidden how much faster those grow who have more of what nobody measured, which also moves treatment; 0 for nothing hidden
 */
public record ConditionalTrends(int size, int periods, double effect, double trend, double slope, double hidden)
        implements Twins {

    private static final int FIRST = 4;
    private static final double GROWTH = 0.4;

    public ConditionalTrends {
        Arguments.atLeast("size", size, 20);
        Arguments.atLeast("periods", periods, FIRST + 1);
        Arguments.finite("effect", effect);
        Arguments.finite("trend", trend);
        Arguments.finite("slope", slope);
        Arguments.finite("hidden", hidden);
    }

    /**
     * Six periods, an effect of 1, trends that differ by 0.3 for each unit of the first covariate, and nothing hidden.
     *
     * @param size units
     * @return the world
     */
    public static ConditionalTrends standard(int size) {
        return new ConditionalTrends(size, 6, 1, 0.5, 0.3, 0);
    }

    /**
     * The same world with something that nobody measured.
     *
     * @param changed how much it moves trends
     * @return the changed world
     */
    public ConditionalTrends withHidden(double changed) {
        return new ConditionalTrends(size, periods, effect, trend, slope, changed);
    }

    /**
     * The effect on a cohort in a period.
     *
     * @param cohort the period in which it is first treated, from 4
     * @param period the period, from 1
     * @return 0 before the cohort is treated
     */
    public double att(int cohort, int period) {
        // The mean of exposures over m cohorts that are seen treated for m, m - 1, ..., 1 periods is (m - 1) / 3.
        double mean = (periods - FIRST) / 3.0;
        return period < cohort ? 0 : effect * (1 + GROWTH * (period - cohort - mean));
    }

    @Override
    public String name() {
        return "conditional-trends";
    }

    @Override
    public Draw draw(Streams streams) {
        Map<String, Double> targets = new LinkedHashMap<>();
        for (int g = FIRST; g <= periods; g++) {
            for (int t = g; t <= periods; t++) {
                targets.put("g=" + g + ",t=" + t, att(g, t));
            }
        }
        return new Draw(run(streams, null), new GroundTruth(Map.of(Estimand.ATT, effect), null).withTargets(targets));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm));
    }

    private Sample run(Streams streams, double @Nullable [] forced) {
        Philox traits = streams.covariates();
        double[][] traitsOf = new double[4][size];
        for (double[] column : traitsOf) {
            traits.normals(column);
        }
        double[] coin = new double[size];
        double[] when = new double[size];
        Philox choices = streams.assignment();
        choices.uniforms(coin);
        choices.uniforms(when);
        int rows = size * periods;
        double[] y = new double[rows];
        streams.noise().normals(y);
        double[] d = new double[rows];
        double[] id = new double[rows];
        double[] time = new double[rows];
        double[][] x = new double[2][rows];
        for (int i = 0, row = 0; i < size; i++) {
            double first = traitsOf[0][i];
            double second = traitsOf[1][i];
            double unseen = hidden == 0 ? 0 : traitsOf[2][i];
            double index = -0.5 + 0.6 * first + 0.4 * second + 0.6 * unseen;
            boolean ever = forced == null ? coin[i] < 1 / (1 + FastMath.exp(-index)) : forced[i] == 1;
            double own = trend + slope * first + hidden * unseen;
            int g = FIRST + (int) (when[i] * (periods - FIRST + 1));
            for (int t = 1; t <= periods; t++, row++) {
                boolean treated = ever && t >= g;
                y[row] += traitsOf[3][i] + own * t + (treated ? att(g, t) : 0);
                d[row] = treated ? 1 : 0;
                id[row] = i + 1;
                time[row] = t;
                x[0][row] = first;
                x[1][row] = second;
            }
        }
        return Sample.builder()
                .outcome("y", y)
                .add(Role.TREATMENT, "d", d)
                .add(Role.UNIT, "unit", id)
                .add(Role.TIME, "time", time)
                .covariate("x1", x[0])
                .covariate("x2", x[1])
                .build();
    }

    @Override
    public ConditionalTrends withEffect(double changed) {
        return new ConditionalTrends(size, periods, changed, trend, slope, hidden);
    }

    @Override
    public ConditionalTrends withSize(int changed) {
        return new ConditionalTrends(changed, periods, effect, trend, slope, hidden);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Trends that covariates part",
                List.of(
                        "X_i, U_i, H_i \\sim N(0, 1), \\quad G_i \\sim \\mathrm{Uniform}\\{4, \\ldots, T\\}",
                        "E_i \\sim \\mathrm{Bernoulli}(1 / (1 + \\exp(0.5 - 0.6 X_{i1} - 0.4 X_{i2} - 0.6 H_i)))",
                        "D_{it} = E_i 1(t \\ge G_i), \\quad \\tau_{gt} = \\tau (1 + 0.4 (t - g - \\bar e))",
                        "Y_{it} = U_i + t (\\lambda + \\beta X_{i1} + \\eta H_i) + \\tau_{G_i t} D_{it} + \\varepsilon_{it},"
                                + " \\quad \\varepsilon_{it} \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 20"),
                        new WorldCard.Knob("periods", "periods T, at least 5"),
                        new WorldCard.Knob("effect", "average effect tau over treated unit-periods"),
                        new WorldCard.Knob("trend", "change lambda of all outcomes from period to period"),
                        new WorldCard.Knob("slope", "how much beta the first covariate moves trends"),
                        new WorldCard.Knob(
                                "hidden",
                                "how much eta the hidden H moves trends; where it is 0, H does not move treatment either")),
                Dag.of("X -> E -> D -> Y; X -> Y; [H] -> E; [H] -> Y; [U] -> Y; G -> D; time -> D; time -> Y"),
                "The average effect is a knob: growth is centred over treated unit-periods, and the effect on each cohort in"
                        + " each period has a closed form.",
                "Sant'Anna and Zhao (2020), doi:10.1016/j.jeconom.2020.06.003; Heckman, Ichimura and Todd (1997),"
                        + " doi:10.2307/2971733.");
    }
}
