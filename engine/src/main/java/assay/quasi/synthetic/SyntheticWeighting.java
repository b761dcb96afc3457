package assay.quasi.synthetic;

import assay.quasi.synthetic.SimplexSearch.Intercept;
import java.util.Arrays;
import java.util.Locale;

/** How units and periods are weighted to say what treated units would have done. */
public enum SyntheticWeighting {
    /**
     * Synthetic differences in differences: unit weights with an intercept and a ridge penalty, and time weights (Arkhangelsky et
     * al. 2021, doi:10.1257/aer.20190159).
     */
    SDID("synthetic differences in differences", Units.RIDGE, Intercept.FREE, Periods.MATCHED),
    /**
     * Synthetic control: a weighted mean of controls that is to meet the level of the treated before treatment; periods
     * before count for nothing but the weights (Abadie, Diamond and Hainmueller 2010, doi:10.1198/jasa.2009.ap08746).
     */
    SC("synthetic control", Units.PLAIN, Intercept.NONE, Periods.NONE),
    /** Differences in differences: all controls and all periods before count the same. */
    DID("differences in differences", Units.EQUAL, Intercept.FREE, Periods.EQUAL),
    /**
     * Synthetic control with an intercept: the controls are to move as the treated do, at any distance (Doudchenko and Imbens
     * 2016, doi:10.3386/w22791; Ferman and Pinto 2021, doi:10.3982/QE1596).
     */
    SC_INTERCEPT("synthetic control with an intercept", Units.PLAIN, Intercept.FREE, Periods.EQUAL),
    /** Synthetic control with the ridge penalty of synthetic differences in differences. */
    SC_RIDGE("synthetic control with a ridge penalty", Units.RIDGE, Intercept.NONE, Periods.NONE);

    /** The penalty that makes weights unique and does little else, in units of the noise. */
    private static final double SLIGHT = 1e-6;

    private enum Units {
        EQUAL,
        PLAIN,
        RIDGE
    }

    private enum Periods {
        NONE,
        EQUAL,
        MATCHED
    }

    private final String label;
    private final Units units;
    private final Intercept intercept;
    private final Periods periods;

    SyntheticWeighting(String label, Units units, Intercept intercept, Periods periods) {
        this.label = label;
        this.units = units;
        this.intercept = intercept;
        this.periods = periods;
    }

    /**
     * The name in words.
     *
     * @return such as {@code synthetic control}
     */
    public String label() {
        return label;
    }

    /**
     * The name in options.
     *
     * @return kebab case, such as {@code sdid}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the synthetic control is to meet the level of the treated, and not only to move as they do. */
    boolean meetsLevel() {
        return intercept == Intercept.NONE;
    }

    /**
     * The weights of one cohort.
     *
     * @param controls outcomes of the controls, one array of periods for each
     * @param treated mean outcome of the treated in each period
     * @param before periods before treatment
     * @param treatedUnits how many units the treated mean is of
     * @param search how weights are found
     * @return weights of controls and of periods before treatment
     */
    CohortWeights weights(double[][] controls, double[] treated, int before, int treatedUnits, SimplexSearch search) {
        double noise = noise(controls, before);
        double zeta = switch (units) {
            case EQUAL -> 0;
            case PLAIN -> SLIGHT * noise;
            case RIDGE -> Math.sqrt(Math.sqrt((double) treatedUnits * (treated.length - before))) * noise;
        };
        double zetaTime = periods == Periods.MATCHED ? SLIGHT * noise : 0;
        double[] lambda = new double[before];
        if (periods == Periods.MATCHED) {
            lambda = matchedPeriods(controls, before, zetaTime, noise, search);
        } else if (periods == Periods.EQUAL) {
            Arrays.fill(lambda, 1.0 / before);
        }
        if (units == Units.EQUAL) {
            double[] omega = new double[controls.length];
            Arrays.fill(omega, 1.0 / omega.length);
            return new CohortWeights(omega, lambda, zeta, zetaTime, noise);
        }
        double[][] past = new double[controls.length][];
        for (int i = 0; i < past.length; i++) {
            past[i] = Arrays.copyOf(controls[i], before);
        }
        double[] omega = search.find(past, Arrays.copyOf(treated, before), intercept, zeta, noise)
                .values();
        return new CohortWeights(omega, lambda, zeta, zetaTime, noise);
    }

    private static double[] matchedPeriods(
            double[][] controls, int before, double zeta, double noise, SimplexSearch search) {
        double[][] past = new double[before][controls.length];
        double[] after = new double[controls.length];
        for (int i = 0; i < controls.length; i++) {
            for (int t = 0; t < controls[i].length; t++) {
                if (t < before) {
                    past[t][i] = controls[i][t];
                } else {
                    after[i] += controls[i][t] / (controls[i].length - before);
                }
            }
        }
        return search.find(past, after, Intercept.FREE, zeta, noise).values();
    }

    /** The standard deviation of changes from period to period of controls before treatment. */
    private static double noise(double[][] controls, int before) {
        int n = controls.length * (before - 1);
        double mean = 0;
        for (double[] y : controls) {
            mean += (y[before - 1] - y[0]) / n;
        }
        double squares = 0;
        for (double[] y : controls) {
            for (int t = 1; t < before; t++) {
                double d = y[t] - y[t - 1] - mean;
                squares += d * d;
            }
        }
        return Math.sqrt(squares / Math.max(1, n - 1));
    }
}
