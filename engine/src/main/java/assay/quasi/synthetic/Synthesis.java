package assay.quasi.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The effect of a treatment by comparison with weighted means of units that are never treated. Units that begin in different
 * periods get weights of their own, and their effects are averaged by treated unit-periods (Arkhangelsky et al. 2021, appendix A).
 *
 * @param panel what it was made from
 * @param weighting how units and periods are weighted
 * @param search how weights are found
 * @param cohorts one for each period in which units begin treatment
 */
public record Synthesis(
        AdoptionPanel panel, SyntheticWeighting weighting, SimplexSearch search, List<SyntheticCohort> cohorts) {

    public Synthesis {
        cohorts = List.copyOf(cohorts);
    }

    /**
     * Finds weights and effects.
     *
     * @param panel the panel
     * @param weighting how units and periods are weighted
     * @param search how weights are found
     * @return the synthesis
     */
    public static Synthesis of(AdoptionPanel panel, SyntheticWeighting weighting, SimplexSearch search) {
        double[][] y = panel.outcome();
        int[] controls = panel.controls();
        double[][] never = new double[controls.length][];
        for (int i = 0; i < never.length; i++) {
            never[i] = y[controls[i]];
        }
        int[] start = panel.start();
        List<SyntheticCohort> cohorts = new ArrayList<>();
        for (int begin : panel.cohorts()) {
            int[] units =
                    IntStream.of(panel.treated()).filter(i -> start[i] == begin).toArray();
            double[] treated = new double[panel.periods().size()];
            for (int unit : units) {
                for (int t = 0; t < treated.length; t++) {
                    treated[t] += y[unit][t] / units.length;
                }
            }
            CohortWeights weights = weighting.weights(never, treated, begin, units.length, search);
            double[] synthetic = new double[treated.length];
            for (int i = 0; i < never.length; i++) {
                for (int t = 0; t < synthetic.length; t++) {
                    synthetic[t] += weights.omega()[i] * never[i][t];
                }
            }
            cohorts.add(new SyntheticCohort(begin, units, weights, treated, synthetic));
        }
        return new Synthesis(panel, weighting, search, cohorts);
    }

    /**
     * The average effect over treated unit-periods.
     *
     * @return in the unit of the outcome
     */
    public double effect() {
        double sum = 0;
        int rows = 0;
        for (SyntheticCohort cohort : cohorts) {
            sum += cohort.effect() * cohort.treatedRows();
            rows += cohort.treatedRows();
        }
        return sum / rows;
    }

    /**
     * How well the controls fit before treatment: root mean square over cohorts, each counting by its treated unit-periods.
     *
     * @return in the unit of the outcome
     */
    public double rmspeBefore() {
        return pooled(true);
    }

    /**
     * The size of the gaps under treatment: root mean square over cohorts, each counting by its treated unit-periods.
     *
     * @return in the unit of the outcome
     */
    public double rmspeAfter() {
        return pooled(false);
    }

    private double pooled(boolean before) {
        double sum = 0;
        int rows = 0;
        for (SyntheticCohort cohort : cohorts) {
            double rmspe = before ? cohort.rmspeBefore() : cohort.rmspeAfter();
            sum += rmspe * rmspe * cohort.treatedRows();
            rows += cohort.treatedRows();
        }
        return Math.sqrt(sum / rows);
    }

    /**
     * The ratio of the gaps after treatment began to those before (Abadie, Diamond and Hainmueller 2010, section 3.4).
     *
     * @return positive infinity where the fit before is perfect and that after is not, 0 where both are
     */
    public double rmspeRatio() {
        return InSpacePlacebos.ratio(rmspeBefore(), rmspeAfter());
    }

    /**
     * The weights of controls, cohorts averaged by treated unit-periods.
     *
     * @return in the order of {@link AdoptionPanel#controls()}, sum 1
     */
    public double[] unitWeights() {
        double[] mean = new double[panel.controls().length];
        double rows = panel.treatedRows();
        for (SyntheticCohort cohort : cohorts) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += cohort.weights().omega()[i] * cohort.treatedRows() / rows;
            }
        }
        return mean;
    }
}
