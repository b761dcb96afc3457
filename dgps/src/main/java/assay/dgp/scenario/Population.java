package assay.dgp.scenario;

import assay.Arguments;
import java.util.List;

/**
 * Who the users are, and what was known of them before the experiment. Columns are independent of each other.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param country where they live
 * @param platform what they use
 * @param acquisitionChannel how they came
 * @param planTier what they pay for
 * @param maximumTenure tenure is the whole part of an exponential of mean a third of this many days, cut off at one day less;
 *     at least 1
 * @param sessions sessions of the 28 days before: log-normal
 * @param revenue revenue of the 28 days before: log-normal, or nothing
 * @param converted probability of a conversion before, in [0, 1]
 * @param retention score of retention: a beta variable
 */
public record Population(
        Categories country,
        Categories platform,
        Categories acquisitionChannel,
        Categories planTier,
        int maximumTenure,
        LogNormal sessions,
        LogNormal revenue,
        double converted,
        Beta retention) {

    /** The columns whose values can be segments, by the names that they have in tables. */
    public static final List<String> SEGMENTS = List.of("country", "platform", "acquisition_channel", "plan_tier");

    /**
     * A log-normal amount, or nothing.
     *
     * @param mean of an amount, above 0
     * @param sigma standard deviation of its logarithm, above 0
     * @param zeroRate probability of nothing, in [0, 1)
     */
    public record LogNormal(double mean, double sigma, double zeroRate) {
        public LogNormal {
            Arguments.positive("mean", mean);
            Arguments.positive("sigma", sigma);
            if (!(zeroRate >= 0 && zeroRate < 1)) {
                throw new IllegalArgumentException("rate of zeros must be in [0, 1), not " + zeroRate);
            }
        }
    }

    /**
     * A beta variable.
     *
     * @param alpha above 0
     * @param beta above 0
     */
    public record Beta(double alpha, double beta) {
        public Beta {
            Arguments.positive("alpha", alpha);
            Arguments.positive("beta", beta);
        }

        /**
         * The mean.
         *
         * @return alpha / (alpha + beta)
         */
        public double mean() {
            return alpha / (alpha + beta);
        }
    }

    public Population {
        Arguments.atLeast("maximum tenure", maximumTenure, 1);
        Rates.check("share converted before", converted);
    }

    /**
     * A population as that of a young subscription service: two countries, three platforms, free and trial plans.
     *
     * @return the population
     */
    public static Population standard() {
        return new Population(
                Categories.of("US", 0.75, "CA"),
                new Categories(List.of("ios", "android", "web"), List.of(0.35, 0.35, 0.30)),
                new Categories(
                        List.of("organic", "paid_search", "paid_social", "referral", "direct"),
                        List.of(0.45, 0.20, 0.15, 0.10, 0.10)),
                Categories.of("free", 0.70, "trial"),
                30,
                new LogNormal(8.5, 0.7, 0),
                new LogNormal(2.4, 1.1, 0.82),
                0.08,
                new Beta(2.2, 3.8));
    }

    /**
     * The column of a name.
     *
     * @param name one of {@link #SEGMENTS}
     * @return its values
     * @throws IllegalArgumentException if it is another
     */
    public Categories segment(String name) {
        return switch (SEGMENTS.indexOf(name)) {
            case 0 -> country;
            case 1 -> platform;
            case 2 -> acquisitionChannel;
            case 3 -> planTier;
            default ->
                throw new IllegalArgumentException("'" + name + "' is no column of segments; these are " + SEGMENTS);
        };
    }
}
