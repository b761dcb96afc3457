package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What two-way fixed effects make of a panel in which treatment stays on: the weight that they give the effect on each cohort in
 * each period (de Chaisemartin and D'Haultfoeuille, Am. Econ. Rev. 110, 2020, theorem 1, doi:10.1257/aer.20181169), and the
 * comparisons of two cohorts that their coefficient is the weighted mean of (Goodman-Bacon, J. Econometrics 225, 2021,
 * theorem 1, doi:10.1016/j.jeconom.2021.03.014).
 *
 * @param coefficient the coefficient of treatment
 * @param cells weights of cells, which sum to 1
 * @param comparisons comparisons, whose weights sum to 1 and weighted estimates to the coefficient
 * @param cohorts how many cohorts are first treated within the panel
 */
public record TwoWayWeights(double coefficient, List<Cell> cells, List<Comparison> comparisons, int cohorts) {

    private static final double ZERO = 1e-12;

    public TwoWayWeights {
        cells = List.copyOf(cells);
        comparisons = List.copyOf(comparisons);
    }

    /**
     * A treated cell.
     *
     * @param cohort time in which its units are first treated
     * @param period time
     * @param units how many
     * @param weight of the average effect on them then
     */
    public record Cell(double cohort, double period, int units, double weight) {}

    /** Who is compared with whom. */
    public enum Kind {
        /** Treated with units never treated in the panel. */
        NEVER_TREATED("treated - never treated"),
        /** Treated with units that are treated later, before they are. */
        LATER("earlier - not yet treated"),
        /** Treated with units that were treated already, whose effects go on: what makes weights negative. */
        ALREADY_TREATED("later - already treated");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /**
         * The name in words.
         *
         * @return lower case
         */
        public String label() {
            return label;
        }
    }

    /**
     * A difference in differences of two cohorts.
     *
     * @param kind who is compared with whom
     * @param treated when those are first treated who change
     * @param compared when the others are: infinite if never, negative infinite if from the first period on
     * @param estimate difference of their changes
     * @param weight in the coefficient
     */
    public record Comparison(Kind kind, double treated, double compared, double estimate, double weight) {}

    /**
     * The weights in a panel.
     *
     * @param sample outcome, unit, time and treatment in force
     * @return the weights
     * @throws EstimationException if the panel is not balanced, treatment does not stay on, or does not vary otherwise than by
     *     unit and period
     */
    public static TwoWayWeights of(Sample sample) {
        sample.require(Set.of(Role.OUTCOME, Role.TREATMENT, Role.UNIT, Role.TIME));
        Panel panel = Panel.of(sample);
        Cohorts cohorts = Cohorts.of(panel);
        int periods = panel.periods();
        // Groups by first treated period: 0 for always, periods for never.
        double[][] mean = new double[periods + 1][periods];
        int[] size = new int[periods + 1];
        for (int i = 0; i < panel.units(); i++) {
            int k = cohorts.cohort(i);
            int start = k < 0 ? 0 : cohorts.start(k);
            size[start]++;
            for (int t = 0; t < periods; t++) {
                mean[start][t] += panel.outcome(i, t);
            }
        }
        double[] treatedShare = new double[periods];
        for (int g = 0; g <= periods; g++) {
            for (int t = 0; t < periods; t++) {
                mean[g][t] /= Math.max(1, size[g]);
                treatedShare[t] += t >= g ? size[g] / (double) panel.units() : 0;
            }
        }
        return weigh(panel, mean, size, treatedShare, cohorts.count());
    }

    private static TwoWayWeights weigh(Panel panel, double[][] mean, int[] size, double[] treatedShare, int cohorts) {
        int periods = panel.periods();
        double overall = 0;
        for (double share : treatedShare) {
            overall += share / periods;
        }
        double squares = 0;
        double cross = 0;
        double[][] residual = new double[periods + 1][periods];
        for (int g = 0; g <= periods; g++) {
            for (int t = 0; t < periods; t++) {
                double own = (periods - g) / (double) periods;
                residual[g][t] = (t >= g ? 1 : 0) - own - treatedShare[t] + overall;
                squares += size[g] * residual[g][t] * residual[g][t];
                cross += size[g] * residual[g][t] * mean[g][t];
            }
        }
        if (!(squares > ZERO * panel.units() * periods)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Unit and period together tell the treatment: no unit changes while another does not.",
                    "Add units that are treated at other times or never.");
        }
        List<Cell> cells = new ArrayList<>();
        for (int g = 0; g < periods; g++) {
            for (int t = g; t < periods && size[g] > 0; t++) {
                double start = g == 0 ? Double.NEGATIVE_INFINITY : panel.time(g);
                cells.add(new Cell(start, panel.time(t), size[g], size[g] * residual[g][t] / squares));
            }
        }
        double variance = squares / (panel.units() * (double) periods);
        return new TwoWayWeights(cross / squares, cells, comparisons(panel, mean, size, variance), cohorts);
    }

    private static List<Comparison> comparisons(Panel panel, double[][] mean, int[] size, double variance) {
        int periods = panel.periods();
        double n = panel.units();
        List<Comparison> all = new ArrayList<>();
        for (int k = 0; k < periods; k++) {
            for (int l = k + 1; l <= periods && size[k] > 0; l++) {
                if (size[l] == 0) {
                    continue;
                }
                double pair = (size[k] + size[l]) / n;
                double share = size[k] / (double) (size[k] + size[l]);
                double early = (periods - k) / (double) periods;
                double late = (periods - l) / (double) periods;
                double scale = pair * pair * share * (1 - share) / variance;
                double before = scale * (early - late) * (1 - early);
                if (k > 0 && before > 0) {
                    double change = change(mean[k], 0, k, l) - change(mean[l], 0, k, l);
                    all.add(new Comparison(
                            l == periods ? Kind.NEVER_TREATED : Kind.LATER,
                            panel.time(k),
                            l == periods ? Double.POSITIVE_INFINITY : panel.time(l),
                            change,
                            before));
                }
                double after = scale * late * (early - late);
                if (l < periods && after > 0) {
                    double change = change(mean[l], k, l, periods) - change(mean[k], k, l, periods);
                    all.add(new Comparison(
                            Kind.ALREADY_TREATED,
                            panel.time(l),
                            k == 0 ? Double.NEGATIVE_INFINITY : panel.time(k),
                            change,
                            after));
                }
            }
        }
        return all;
    }

    /** The mean from b to c less that from a to b. */
    private static double change(double[] mean, int a, int b, int c) {
        double before = 0;
        double after = 0;
        for (int t = a; t < b; t++) {
            before += mean[t] / (b - a);
        }
        for (int t = b; t < c; t++) {
            after += mean[t] / (c - b);
        }
        return after - before;
    }

    /**
     * The sum of negative weights of cells.
     *
     * @return 0 or below
     */
    public double negative() {
        return cells.stream().mapToDouble(Cell::weight).filter(w -> w < -ZERO).sum();
    }

    /**
     * Cells whose effect is subtracted.
     *
     * @return how many
     */
    public long negativeCells() {
        return cells.stream().filter(cell -> cell.weight() < -ZERO).count();
    }

    /**
     * The weight of comparisons with units that are treated already.
     *
     * @return in [0, 1]
     */
    public double alreadyTreated() {
        return comparisons.stream()
                .filter(c -> c.kind() == Kind.ALREADY_TREATED)
                .mapToDouble(Comparison::weight)
                .sum();
    }

    /**
     * Whether units are first treated at different times, or some were treated before.
     *
     * @return false where one cohort is compared with units never treated, and the coefficient is its average effect
     */
    public boolean staggered() {
        return cohorts > 1 || cells.stream().anyMatch(cell -> cell.cohort() == Double.NEGATIVE_INFINITY);
    }
}
