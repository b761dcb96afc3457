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
 * Units that choose when to begin a treatment, and some never: {@code y_it = u_i + trend t + drift t E_i + att(g, t) 1(t >= g)
 * + e} with {@code u_i = f(x_i) + N(0, 1)}, {@code f(x) = x1 - 0.5 x2 + 0.3 x3 + 0.2 x4}, standard normal x and e. A unit is
 * ever treated with probability {@code 1 / (1 + exp(-confounding f(x)))}, from a period g that is as likely each from the third
 * to the last. Those who choose treatment are better off anyway, which a comparison over time removes and one in the last
 * period does not.
 *
 * <p>The effect on cohort g in period t is {@code effect (1 + growth (t - g - mean) + cohortSlope (g - mean))}, both means
 * being over treated unit-periods: {@code effect} is the average over these exactly, whatever the other knobs. When a unit
 * would begin does not depend on anything else, so that cohorts are alike in expectation.
 *
 * <p>Twins: with all in treatment, every unit begins when it would if it ever did; with all in control, none ever does.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8
 * @param periods periods, at least 3
 * @param effect average treatment effect over treated unit-periods
 * @param confounding how much what is good for the outcome moves units to be treated
 * @param trend change of all outcomes from period to period
 * @param growth change of the effect with each period of exposure, relative to the effect
 * @param cohortSlope change of the effect with each period that a cohort begins later, relative to the effect
 * @param drift additional change from period to period of units that are ever treated: 0 for parallel trends
 */
public record StaggeredPanel(
        int size,
        int periods,
        double effect,
        double confounding,
        double trend,
        double growth,
        double cohortSlope,
        double drift)
        implements Twins {

    private static final double[] SLOPES = {1, -0.5, 0.3, 0.2};
    /** Standard deviation of f. */
    private static final double SPREAD = 1.174734012447073;

    private static final int FIRST = 3;
    private static final int POINTS = 64;

    public StaggeredPanel {
        Arguments.atLeast("size", size, 8);
        Arguments.atLeast("periods", periods, FIRST);
        Arguments.finite("effect", effect);
        Arguments.finite("confounding", confounding);
        Arguments.finite("trend", trend);
        Arguments.finite("growth", growth);
        Arguments.finite("cohortSlope", cohortSlope);
        Arguments.finite("drift", drift);
    }

    /**
     * Six periods and an effect of 1 that is the same for all.
     *
     * @param size units
     * @return the world
     */
    public static StaggeredPanel homogeneous(int size) {
        return new StaggeredPanel(size, 6, 1, 0.75, 0.5, 0, 0, 0);
    }

    /**
     * Six periods and an effect of 1 on average, which grows by half of that with each period of exposure and is less for
     * those who begin later.
     *
     * @param size units
     * @return the world
     */
    public static StaggeredPanel heterogeneous(int size) {
        return new StaggeredPanel(size, 6, 1, 0.75, 0.5, 0.5, -0.2, 0);
    }

    /**
     * The effect on a cohort in a period.
     *
     * @param cohort the period in which it is first treated, from 3
     * @param period the period, from 1
     * @return 0 before the cohort is treated
     */
    public double att(int cohort, int period) {
        if (period < cohort) {
            return 0;
        }
        // The means over m cohorts that are seen treated for m, m - 1, ..., 1 periods.
        int m = periods - FIRST + 1;
        double centred = growth * (period - cohort - (m - 1) / 3.0) + cohortSlope * (cohort - FIRST - (m - 1) / 3.0);
        return effect * (1 + centred);
    }

    /**
     * What the difference between units ever and never treated is in the last period, in the population: the effect then, and
     * what had them choose.
     *
     * @return the expected difference, by Gauss-Hermite quadrature
     */
    public double lastPeriodDifference() {
        double[] sums = new double[2];
        Quadrature.overNormals(POINTS, (x0, x1, weight) -> {
            double p = chance(SPREAD * x0);
            sums[0] += weight * p;
            sums[1] += weight * p * SPREAD * x0;
        });
        double atEnd = 0;
        for (int g = FIRST; g <= periods; g++) {
            atEnd += att(g, periods) / (periods - FIRST + 1);
        }
        // f has mean 0, so that its mean among the others is minus this by the other share.
        return atEnd + drift * periods + sums[1] / sums[0] + sums[1] / (1 - sums[0]);
    }

    private double chance(double f) {
        return 1 / (1 + FastMath.exp(-confounding * f));
    }

    @Override
    public String name() {
        return "staggered-panel";
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

    /** The sample in which units are ever treated as they choose, or as they are forced to. */
    private Sample run(Streams streams, double @Nullable [] forced) {
        Philox traits = streams.covariates();
        double[][] x = new double[SLOPES.length][size];
        for (double[] column : x) {
            traits.normals(column);
        }
        double[] unit = new double[size];
        traits.normals(unit);
        double[] coin = new double[size];
        double[] when = new double[size];
        Philox choices = streams.assignment();
        choices.uniforms(coin);
        choices.uniforms(when);
        double[][] effects = new double[periods + 1][periods + 1];
        for (int g = FIRST; g <= periods; g++) {
            for (int t = g; t <= periods; t++) {
                effects[g][t] = att(g, t);
            }
        }
        int rows = size * periods;
        double[] y = new double[rows];
        streams.noise().normals(y);
        double[] d = new double[rows];
        double[] id = new double[rows];
        double[] time = new double[rows];
        double[][] columns = new double[SLOPES.length][rows];
        for (int i = 0, row = 0; i < size; i++) {
            double f = 0;
            for (int j = 0; j < SLOPES.length; j++) {
                f += SLOPES[j] * x[j][i];
            }
            boolean chooses = coin[i] < chance(f);
            boolean ever = forced == null ? chooses : forced[i] == 1;
            // A drift is that of units which would choose treatment, not one that treatment causes.
            double slope = chooses ? trend + drift : trend;
            int g = FIRST + (int) (when[i] * (periods - FIRST + 1));
            for (int t = 1; t <= periods; t++, row++) {
                boolean treated = ever && t >= g;
                y[row] += unit[i] + f + slope * t + (treated ? effects[g][t] : 0);
                d[row] = treated ? 1 : 0;
                id[row] = i + 1;
                time[row] = t;
                for (int j = 0; j < SLOPES.length; j++) {
                    columns[j][row] = x[j][i];
                }
            }
        }
        Sample.Builder sample = Sample.builder()
                .outcome("y", y)
                .add(Role.TREATMENT, "d", d)
                .add(Role.UNIT, "unit", id)
                .add(Role.TIME, "time", time);
        for (int j = 0; j < SLOPES.length; j++) {
            sample.covariate("x" + (j + 1), columns[j]);
        }
        return sample.build();
    }

    @Override
    public StaggeredPanel withEffect(double changed) {
        return new StaggeredPanel(size, periods, changed, confounding, trend, growth, cohortSlope, drift);
    }

    @Override
    public StaggeredPanel withSize(int changed) {
        return new StaggeredPanel(changed, periods, effect, confounding, trend, growth, cohortSlope, drift);
    }

    /**
     * The same world where the outcomes of those who are ever treated move otherwise, treated or not.
     *
     * @param changed additional change from period to period; 0 for parallel trends
     * @return the changed world
     */
    public StaggeredPanel withDrift(double changed) {
        return new StaggeredPanel(size, periods, effect, confounding, trend, growth, cohortSlope, changed);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Staggered adoption",
                List.of(
                        "X_i \\sim N(0, I_4), \\quad f_i = X_{i1} - 0.5 X_{i2} + 0.3 X_{i3} + 0.2 X_{i4}",
                        "E_i \\sim \\mathrm{Bernoulli}(1 / (1 + \\exp(-\\xi f_i))), \\quad G_i \\sim \\mathrm{Uniform}\\{3, \\ldots, T\\}",
                        "D_{it} = E_i 1(t \\ge G_i)",
                        "\\tau_{gt} = \\tau (1 + \\gamma (t - g - \\bar e) + \\kappa (g - \\bar g))",
                        "Y_{it} = f_i + u_i + \\lambda t + \\delta t E_i + \\tau_{G_i t} D_{it} + \\varepsilon_{it}, \\quad u_i, \\varepsilon_{it} \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8"),
                        new WorldCard.Knob("periods", "periods T, at least 3"),
                        new WorldCard.Knob("effect", "average effect tau over treated unit-periods"),
                        new WorldCard.Knob(
                                "confounding", "how much xi what is good for the outcome moves units to be treated"),
                        new WorldCard.Knob("trend", "change lambda of all outcomes from period to period"),
                        new WorldCard.Knob(
                                "growth", "relative change gamma of the effect with each period of exposure"),
                        new WorldCard.Knob(
                                "cohortSlope",
                                "relative change kappa of the effect with each period that a cohort begins later"),
                        new WorldCard.Knob("drift", "extra trend delta of units ever treated; 0 for parallel trends")),
                Dag.of("X -> E -> D -> Y; X -> Y; [u] -> Y; G -> D; time -> D; time -> Y"),
                "The average effect is a knob: growth and cohort slope are centred over treated unit-periods, and the effect"
                        + " on each cohort in each period has a closed form. The difference in the last period is by"
                        + " quadrature.",
                "Callaway and Sant'Anna (2021), doi:10.1016/j.jeconom.2020.12.001; Goodman-Bacon (2021),"
                        + " doi:10.1016/j.jeconom.2021.03.014.");
    }
}
