package assay.interference;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs of buyers and sellers that are treated where both are, and the means of their four cells: neither treated (0), the seller
 * (1), the buyer (2), both (3).
 */
final class ProductDesign {

    static final int CELLS = 4;

    private final int buyers;
    private final int sellers;
    private final int treatedBuyers;
    private final int treatedSellers;
    private final double[] buyerArm;
    private final double[] sellerArm;
    /** Outcomes, buyer by buyer. */
    private final double[] outcome;
    /** The place of each row of the sample in the outcomes. */
    private final int[] place;

    private ProductDesign(double[] buyerArm, double[] sellerArm, double[] outcome, int[] place) {
        this.buyers = buyerArm.length;
        this.sellers = sellerArm.length;
        this.treatedBuyers = (int) Arrays.stream(buyerArm).sum();
        this.treatedSellers = (int) Arrays.stream(sellerArm).sum();
        this.buyerArm = buyerArm;
        this.sellerArm = sellerArm;
        this.outcome = outcome;
        this.place = place;
    }

    /**
     * Reads the design off a sample.
     *
     * @throws EstimationException if there are not two cluster columns, a pair has no row or several, the treated pairs are not
     *     those of treated buyers with treated sellers, or a side has fewer than two in an arm
     */
    static ProductDesign of(Sample sample, TwoArms arms) {
        List<Column> columns = sample.columns(Role.CLUSTER);
        if (columns.size() != 2) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "This method takes two cluster columns, the buyer and the seller of each pair; " + columns.size()
                            + (columns.size() == 1 ? " was given." : " were given."),
                    "Name both, as in --cluster buyer,seller.");
        }
        Clusters rows = Clusters.of(sample.with(Role.CLUSTER, columns.get(0)));
        Clusters sides = Clusters.of(sample.with(Role.CLUSTER, columns.get(1)));
        int[] place = places(rows, sides);
        double[] indicator = arms.indicator();
        double[] buyer = new double[rows.count()];
        double[] seller = new double[sides.count()];
        double[] outcome = new double[place.length];
        double[] values = sample.outcome();
        for (int k = 0; k < place.length; k++) {
            outcome[place[k]] = values[k];
            if (indicator[k] == 1) {
                buyer[rows.of()[k]] = 1;
                seller[sides.of()[k]] = 1;
            }
        }
        for (int k = 0; k < place.length; k++) {
            int i = rows.of()[k];
            int j = sides.of()[k];
            if (indicator[k] != buyer[i] * seller[j]) {
                throw new EstimationException(
                        Problem.NOT_A_PRODUCT_DESIGN,
                        "Row " + (k + 1) + ": " + rows.column() + " '" + rows.label(i) + "' and " + sides.column()
                                + " '"
                                + sides.label(j)
                                + "' are each treated with somebody else, but this pair is not; a pair is treated exactly"
                                + " where both its sides are.",
                        "Correct the assignment, or use exposure-mapping for another design.");
            }
        }
        enough(rows, buyer);
        enough(sides, seller);
        return new ProductDesign(buyer, seller, outcome, place);
    }

    private static int[] places(Clusters rows, Clusters sides) {
        int[] place = new int[rows.of().length];
        boolean[] seen = new boolean[rows.count() * sides.count()];
        for (int k = 0; k < place.length; k++) {
            place[k] = rows.of()[k] * sides.count() + sides.of()[k];
            if (seen[place[k]]) {
                throw panel(rows, sides, place[k], "more than one row");
            }
            seen[place[k]] = true;
        }
        for (int p = 0; p < seen.length; p++) {
            if (!seen[p]) {
                throw panel(rows, sides, p, "no row");
            }
        }
        return place;
    }

    private static EstimationException panel(Clusters rows, Clusters sides, int place, String what) {
        return new EstimationException(
                Problem.UNBALANCED_PANEL,
                "The pair of " + rows.column() + " '" + rows.label(place / sides.count()) + "' and " + sides.column()
                        + " '" + sides.label(place % sides.count()) + "' has " + what
                        + "; cell means are over all pairs.",
                "Sum the rows of a pair, and give pairs that did not meet a row with outcome 0.");
    }

    private static void enough(Clusters side, double[] arm) {
        int treated = (int) Arrays.stream(arm).sum();
        if (treated < 2 || arm.length - treated < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "Column '" + side.column() + "' has " + treated + " treated and " + (arm.length - treated)
                            + " control levels; the spread between them needs two of each.",
                    "Randomise more, or merge arms.");
        }
    }

    int buyers() {
        return buyers;
    }

    int sellers() {
        return sellers;
    }

    /** Buyers of an arm. */
    int buyers(int arm) {
        return arm == 1 ? treatedBuyers : buyers - treatedBuyers;
    }

    /** Sellers of an arm. */
    int sellers(int arm) {
        return arm == 1 ? treatedSellers : sellers - treatedSellers;
    }

    /** Pairs of a cell. */
    double pairs(int cell) {
        return (double) buyers(cell / 2) * sellers(cell % 2);
    }

    private int cell(int i, int j) {
        return (int) (2 * buyerArm[i] + sellerArm[j]);
    }

    /** The means of the four cells. */
    double[] means() {
        double[] means = new double[CELLS];
        for (int i = 0; i < buyers; i++) {
            for (int j = 0; j < sellers; j++) {
                means[cell(i, j)] += outcome[i * sellers + j];
            }
        }
        for (int c = 0; c < CELLS; c++) {
            means[c] /= pairs(c);
        }
        return means;
    }

    /** Each buyer's mean over the control sellers (0) and the treated (1). */
    double[][] buyerMeans() {
        double[][] means = new double[2][buyers];
        for (int i = 0; i < buyers; i++) {
            for (int j = 0; j < sellers; j++) {
                means[(int) sellerArm[j]][i] += outcome[i * sellers + j] / sellers((int) sellerArm[j]);
            }
        }
        return means;
    }

    /** Each seller's mean over the control buyers (0) and the treated (1). */
    double[][] sellerMeans() {
        double[][] means = new double[2][sellers];
        for (int i = 0; i < buyers; i++) {
            for (int j = 0; j < sellers; j++) {
                means[(int) buyerArm[i]][j] += outcome[i * sellers + j] / buyers((int) buyerArm[i]);
            }
        }
        return means;
    }

    /** The arms of buyers; not to be written to. */
    double[] buyerArm() {
        return buyerArm;
    }

    /** The arms of sellers; not to be written to. */
    double[] sellerArm() {
        return sellerArm;
    }

    /** The mean square, in each cell, of what neither the buyer nor the seller explains. */
    double[] pairVariances(double[] means, double[][] ofBuyers, double[][] ofSellers) {
        double[] squares = new double[CELLS];
        for (int i = 0; i < buyers; i++) {
            for (int j = 0; j < sellers; j++) {
                int b = (int) buyerArm[i];
                int s = (int) sellerArm[j];
                double rest = outcome[i * sellers + j] - ofBuyers[s][i] - ofSellers[b][j] + means[2 * b + s];
                squares[2 * b + s] += rest * rest;
            }
        }
        for (int c = 0; c < CELLS; c++) {
            squares[c] /= (buyers(c / 2) - 1.0) * (sellers(c % 2) - 1.0);
        }
        return squares;
    }

    /** Row by row of the sample, the influence of a pair on a contrast of the cell means. */
    double[] influence(double[] contrast, double[] means) {
        double[] values = new double[place.length];
        for (int k = 0; k < values.length; k++) {
            int c = cell(place[k] / sellers, place[k] % sellers);
            values[k] = contrast[c] * values.length / pairs(c) * (outcome[place[k]] - means[c]);
        }
        return values;
    }
}
