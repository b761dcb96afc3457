package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Conversions by session, where users were randomised and some convert more than others: {@code D = 1 + Poisson(sessions)},
 * {@code p = clip(rate + effect T + userSd z, 0.001, 0.999)}, {@code N ~ Binomial(D, p)}.
 *
 * <p>Rates are clipped, so that the effect on the ratio is not the knob: it is the difference of the means of two clipped
 * normals, as sessions do not depend on rates. With a history, {@code pre_conversions} and {@code pre_sessions} are drawn
 * alike from the user's rate without treatment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size users, at least 4
 * @param rate conversion rate of a typical user under control, in (0, 1)
 * @param effect what treatment adds to a user's rate before it is clipped
 * @param sessions mean number of sessions beyond the first, above 0 and at most 100
 * @param userSd standard deviation of rates between users before they are clipped, not negative
 * @param history whether the time before the experiment is observed
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record RatioWorld(
        int size, double rate, double effect, double sessions, double userSd, History history, double treatedShare)
        implements Twins {

    private static final double LOWEST = 0.001;
    private static final double HIGHEST = 0.999;
    private static final double MOST_SESSIONS = 100;
    private static final int BISECTIONS = 60;
    private static final double SQRT_2PI = 2.5066282746310002;

    public RatioWorld {
        Arguments.atLeast("size", size, 4);
        Arguments.probability("rate", rate);
        Arguments.finite("effect", effect);
        Arguments.positive("sessions", sessions);
        if (sessions > MOST_SESSIONS) {
            throw new IllegalArgumentException("sessions must be at most " + MOST_SESSIONS + ", not " + sessions);
        }
        if (!(userSd >= 0 && userSd < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("userSd must be finite and not negative, not " + userSd);
        }
        Arguments.probability("treatedShare", treatedShare);
    }

    /**
     * Users who differ: rate 0.2, effect 0.02, four sessions beyond the first, spread 0.2, half of them treated.
     *
     * @param size users
     * @return the world, without a history
     */
    public static RatioWorld standard(int size) {
        return new RatioWorld(size, 0.2, 0.02, 4, 0.2, History.NONE, 0.5);
    }

    /**
     * The same world with its past.
     *
     * @return with a history
     */
    public RatioWorld withHistory() {
        return new RatioWorld(size, rate, effect, sessions, userSd, History.OBSERVED, treatedShare);
    }

    /**
     * The mean of clipped rates, in closed form.
     *
     * @param treatment 0 or 1
     * @return conversions by session if every user had that treatment
     */
    public double ratio(int treatment) {
        double centre = rate + effect * treatment;
        if (userSd == 0) {
            return Math.min(HIGHEST, Math.max(LOWEST, centre));
        }
        double low = (LOWEST - centre) / userSd;
        double high = (HIGHEST - centre) / userSd;
        double below = NormalDistribution.survival(-low);
        double above = NormalDistribution.survival(high);
        return LOWEST * below
                + HIGHEST * above
                + centre * (1 - below - above)
                + userSd * (density(low) - density(high));
    }

    private static double density(double z) {
        return FastMath.exp(-z * z / 2) / SQRT_2PI;
    }

    @Override
    public String name() {
        return "ratio";
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
        double[] traits = new double[size];
        Philox covariates = streams.covariates();
        covariates.normals(traits);
        double[] uniforms = new double[2 * size];
        streams.noise().uniforms(uniforms);
        double[] numerator = new double[size];
        double[] denominator = new double[size];
        for (int i = 0; i < size; i++) {
            visit(traits[i], treatment[i], uniforms, i, denominator, numerator);
        }
        Sample.Builder observed = Sample.builder()
                .add(Role.NUMERATOR, "conversions", numerator)
                .add(Role.DENOMINATOR, "sessions", denominator)
                .assignment("t", treatment);
        if (history == History.OBSERVED) {
            covariates.uniforms(uniforms);
            double[] before = new double[size];
            double[] sessionsBefore = new double[size];
            for (int i = 0; i < size; i++) {
                visit(traits[i], 0, uniforms, i, sessionsBefore, before);
            }
            observed.covariate("pre_conversions", before).covariate("pre_sessions", sessionsBefore);
        }
        double base = ratio(0);
        double change = effect == 0 ? 0 : ratio(1) - base;
        return new Draw(
                observed.build(), new GroundTruth(Map.of(Estimand.RATIO, change, Estimand.LIFT, change / base), null));
    }

    private void visit(double trait, double t, double[] uniforms, int i, double[] denominator, double[] numerator) {
        double p = Math.min(HIGHEST, Math.max(LOWEST, rate + effect * t + userSd * trait));
        int count = 1 + poisson(uniforms[i]);
        denominator[i] = count;
        numerator[i] = binomial(uniforms[size + i], count, p);
    }

    private int poisson(double u) {
        double term = FastMath.exp(-sessions);
        double sum = term;
        int k = 0;
        // Beyond that no uniform of 53 bits reaches.
        while (u >= sum && k < 10 * (MOST_SESSIONS + 1)) {
            k++;
            term *= sessions / k;
            sum += term;
        }
        return k;
    }

    private static int binomial(double u, int count, double p) {
        double term = FastMath.pow(1 - p, count);
        double odds = p / (1 - p);
        double sum = term;
        int k = 0;
        while (u >= sum && k < count) {
            k++;
            term *= odds * (count - k + 1) / k;
            sum += term;
        }
        return k;
    }

    /** The world in which the ratio changes by so much: what treatment adds to a rate is solved for. */
    @Override
    public RatioWorld withEffect(double changed) {
        return new RatioWorld(size, rate, changed == 0 ? 0 : shift(changed), sessions, userSd, history, treatedShare);
    }

    /** By bisection: the mean of clipped rates grows with what is added to them. */
    private double shift(double change) {
        double target = ratio(0) + Arguments.finite("effect", change);
        if (!(target > LOWEST && target < HIGHEST)) {
            throw new IllegalArgumentException(
                    "effect must leave a ratio between " + LOWEST + " and " + HIGHEST + ", not " + target);
        }
        double low = -1 - 10 * userSd;
        double high = -low;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            RatioWorld moved = new RatioWorld(size, rate, middle, sessions, userSd, history, treatedShare);
            if (moved.ratio(1) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    @Override
    public RatioWorld withSize(int changed) {
        return new RatioWorld(changed, rate, effect, sessions, userSd, history, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Conversions by session, users randomised",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(q), \\quad Z \\sim N(0, 1), \\quad D = 1 + \\mathrm{Poisson}(\\lambda)",
                        "p = \\mathrm{clip}(r + \\delta T + \\sigma Z, 0.001, 0.999), \\quad N \\sim \\mathrm{Binomial}(D, p)",
                        "R(t) = E[N(t)] / E[D] = E[p(t)]"),
                List.of(
                        new WorldCard.Knob("size", "users, at least 4"),
                        new WorldCard.Knob("rate", "conversion rate r of a typical user under control, in (0, 1)"),
                        new WorldCard.Knob("effect", "delta, what treatment adds to a rate before it is clipped"),
                        new WorldCard.Knob("sessions", "mean lambda of the sessions beyond the first, at most 100"),
                        new WorldCard.Knob("userSd", "spread sigma of rates between users before they are clipped"),
                        new WorldCard.Knob("history", "whether conversions and sessions before are observed"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("T -> N; D -> N; [Z] -> N"),
                "Sessions do not depend on rates, so the ratio is the mean of a clipped normal, in closed form. With "
                        + "sigma 0.2 a delta of 0.02 is an effect of 0.0170, not 0.02.",
                "Click-through and conversion rates of online experiments; Deng, Knoblich and Lu (2018), "
                        + "doi:10.1145/3219819.3219919.");
    }
}
