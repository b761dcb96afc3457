package assay.dgp;

import assay.Arguments;
import assay.random.Philox;

/**
 * An effect planted on covariates by way of one index l of each unit: {@code e = 0.1 + 0.8 logistic(confounding l)},
 * {@code Y = l + l^2 / 2 + (effect + heterogeneity l) T + sd e}.
 */
final class PlantedIndex {

    /** How near to 0 and 1 propensities come. */
    static final double FLOOR = 0.1;

    private final double[] treatment;
    private final double[] outcome;
    private final UnitTruth truth;
    private final double meanIndex;

    private PlantedIndex(double[] treatment, double[] outcome, UnitTruth truth, double meanIndex) {
        this.treatment = treatment;
        this.outcome = outcome;
        this.truth = truth;
        this.meanIndex = meanIndex;
    }

    /** 1 for treated. */
    double[] treatment() {
        return treatment;
    }

    /** The outcomes. */
    double[] outcome() {
        return outcome;
    }

    /** What is true of each unit. */
    UnitTruth truth() {
        return truth;
    }

    /** The mean of the index over the units. */
    double meanIndex() {
        return meanIndex;
    }

    static void check(double effect, double sd, double confounding, double heterogeneity) {
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.finite("confounding", confounding);
        Arguments.finite("heterogeneity", heterogeneity);
    }

    static double propensity(double index, double confounding) {
        return confounding == 0 ? 0.5 : Tosses.between(confounding * index, FLOOR);
    }

    /** Outcomes over an index, which is used up, and tosses, which become the treatment. */
    static PlantedIndex of(
            double[] index,
            double[] tosses,
            Philox noise,
            double effect,
            double sd,
            double confounding,
            double heterogeneity) {
        int n = index.length;
        double[] y = new double[n];
        noise.normals(y);
        double[] effects = new double[n];
        double[] propensity = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double l = index[i];
            sum += l;
            propensity[i] = propensity(l, confounding);
            effects[i] = effect + heterogeneity * l;
            index[i] = l + l * l / 2;
            tosses[i] = tosses[i] < propensity[i] ? 1 : 0;
            y[i] = index[i] + effects[i] * tosses[i] + sd * y[i];
        }
        return new PlantedIndex(tosses, y, new UnitTruth(index, effects, propensity, Noise.of(sd)), sum / n);
    }
}
