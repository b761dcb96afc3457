package assay.interference;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Total, direct and spillover effects from buyers and sellers that were both randomised, where a pair is treated if both of its
 * sides are (Bajari et al., Multiple randomization designs, 2021).
 *
 * <p>Rows are pairs, each once; the two cluster columns are buyer and seller. From the four cell means (neither side treated
 * cc, the buyer only ib, the seller only is, both tt) come {@code total = tt - cc}, {@code direct = tt - ib - is + cc}, {@code buyer
 * spillover = ib - cc} and {@code seller spillover = is - cc}. That the total is what treating everybody would do supposes
 * that an outcome depends on whether its own buyer, seller and pair are treated, and not on how many others are.
 *
 * <p>The covariance of the cell means is {@code V_buyer + V_seller - V_pair}: the jackknife over buyers, that over sellers, and
 * the noise of pairs that both hold. With buyers and sellers drawn from populations it is unbiased. Over the assignments of a
 * fixed table with effects {@code d_ij} it exceeds the variance of a contrast, in expectation, by {@code S_r^2(d) / I +
 * S_c^2(d) / J - S_rc^2(d) / (I J)}, the variances of the row means, column means and interactions of d: nothing where the
 * effect is the same for all pairs. Inference is Student's t with Satterthwaite's degrees of freedom over the buyers and sellers
 * of each arm. Diagnostics hold the covariances of the terms, as {@code cov_direct_total}.
 */
public record MultipleRandomisation() implements Estimator<Fit> {

    private static final int ENOUGH = 5;

    private static final List<Contrast> CONTRASTS = List.of(
            new Contrast(Estimand.GLOBAL_ATE, "total", -1, 0, 0, 1),
            new Contrast(Estimand.EXPOSURE, "direct", 1, -1, -1, 1),
            new Contrast(Estimand.SPILLOVER, "buyer spillover", -1, 0, 1, 0),
            new Contrast(Estimand.SPILLOVER, "seller spillover", -1, 1, 0, 0));

    /** A contrast of the means of the cells cc, is, ib and tt. */
    private record Contrast(Estimand estimand, String term, double cc, double is, double ib, double tt) {
        double[] weights() {
            return new double[] {cc, is, ib, tt};
        }
    }

    @Override
    public Estimand target() {
        return Estimand.GLOBAL_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.CLUSTER);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        ProductDesign design = ProductDesign.of(sample, arms);
        CellMeans cells = new CellMeans(design);
        List<Estimate> terms = new ArrayList<>();
        Map<String, Double> diagnostics = new TreeMap<>();
        for (Contrast contrast : CONTRASTS) {
            double[] weights = contrast.weights();
            double variance = cells.variance(weights);
            if (!(variance > 0)) {
                throw new EstimationException(
                        Problem.CONSTANT_OUTCOME,
                        "Outcome '" + sample.column(Role.OUTCOME).name() + "' does not vary within the cells.",
                        "Check that the right column was named.");
            }
            terms.add(Estimate.studentT(
                    contrast.estimand(),
                    contrast.term(),
                    cells.value(weights),
                    Math.sqrt(variance),
                    cells.degreesOfFreedom(weights)));
            for (Contrast other : CONTRASTS) {
                if (contrast.term().compareTo(other.term()) < 0) {
                    diagnostics.put(
                            ("cov_" + contrast.term() + "_" + other.term()).replace(' ', '_'),
                            cells.covariance(weights, other.weights()));
                }
            }
        }
        diagnostics.put("buyers", (double) design.buyers());
        diagnostics.put("sellers", (double) design.sellers());
        Glance glance = new Glance(
                "multiple-randomisation",
                "buyers plus sellers less pairs, t with Satterthwaite's degrees of freedom",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                design.buyers() + design.sellers(),
                diagnostics);
        double[] means = cells.means();
        return new Fit(
                terms,
                glance,
                cautions(design),
                term -> design.influence(CONTRASTS.get(term).weights(), means));
    }

    private static List<Caution> cautions(ProductDesign design) {
        int fewest =
                Math.min(Math.min(design.buyers(0), design.buyers(1)), Math.min(design.sellers(0), design.sellers(1)));
        if (fewest >= ENOUGH) {
            return List.of();
        }
        return List.of(Caution.of(
                "few-treated-clusters",
                "One side of the market has " + fewest
                        + " in an arm; intervals rest on the spread of few means, however many pairs there are."));
    }
}
