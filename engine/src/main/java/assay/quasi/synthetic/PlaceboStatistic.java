package assay.quasi.synthetic;

import java.util.Locale;

/** By what units are ranked in a placebo study. */
public enum PlaceboStatistic {
    /** The size of the effect. */
    EFFECT("size of the effect") {
        @Override
        double of(Synthesis synthesis) {
            return Math.abs(synthesis.effect());
        }
    },
    /**
     * The gaps after treatment over those before, root mean squares: a large gap says less of a unit that was never met (Abadie,
     * Diamond and Hainmueller 2010).
     */
    RMSPE_RATIO("ratio of root mean square gaps after to before") {
        @Override
        double of(Synthesis synthesis) {
            return synthesis.rmspeRatio();
        }
    };

    private final String label;

    PlaceboStatistic(String label) {
        this.label = label;
    }

    abstract double of(Synthesis synthesis);

    /**
     * The name in words.
     *
     * @return such as {@code size of the effect}
     */
    public String label() {
        return label;
    }

    /**
     * The name in options.
     *
     * @return kebab case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
