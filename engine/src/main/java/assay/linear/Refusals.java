package assay.linear;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stops, or qualifies, inference from a linear fit. */
final class Refusals {

    private static final int FEW_CLUSTERS = 40;

    private Refusals() {}

    /** Without adjustment, a meat of no more scores than coefficients is singular whatever the truth. */
    static void few(LinearFit fit, VarianceEstimator v) {
        if (v.clustered()) {
            fit.meats().requireClusters(v);
        }
        if (v instanceof ClusterCovariance covariance && covariance.unadjusted() && fit.clusters() <= fit.rank()) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    String.format(
                            Locale.ROOT,
                            "%d clusters for %d coefficients: the scores of so few clusters nearly cancel, so that %s "
                                    + "is too small by an unknown factor.",
                            fit.clusters(),
                            fit.rank(),
                            v.label()),
                    "Use CR2 with Satterthwaite degrees of freedom, or the wild cluster bootstrap.");
        }
    }

    static void tooFewForHotelling(int contrasts, double degreesOfFreedom) {
        if (!(degreesOfFreedom > contrasts - 1)) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    String.format(
                            Locale.ROOT,
                            "The clusters give %.2f degrees of freedom, too few to test %d contrasts at once.",
                            degreesOfFreedom,
                            contrasts),
                    "Test fewer contrasts, or use the wild cluster bootstrap.");
        }
    }

    static void noiseless(String outcome, boolean is) {
        if (is) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + outcome + "' is constant or an exact linear function of the columns; no variation is "
                            + "left to estimate a standard error from.",
                    "Check that no column is a copy of the outcome.");
        }
    }

    static void unestimated(String term, VarianceEstimator v, boolean is) {
        if (is) {
            throw new EstimationException(
                    v.clustered() ? Problem.TOO_FEW_CLUSTERS : Problem.TOO_FEW_ROWS,
                    "'" + term + "' rests on " + (v.clustered() ? "clusters" : "rows")
                            + " that each determine a coefficient alone, so that " + v.label()
                            + " finds no variation to estimate a standard error from.",
                    "Use fewer columns, or collect more data.");
        }
    }

    static List<Caution> cautions(LinearFit fit, VarianceEstimator v) {
        List<Caution> out =
                new ArrayList<>(new DesignCautions().aliased(fit.aliased()).list());
        if (v instanceof ClusterCovariance covariance) {
            clusters(fit, covariance, out);
        } else {
            out.addAll(new DesignCautions()
                    .rows("The sample", (int) Math.min(fit.rows(), Integer.MAX_VALUE), fit.rank())
                    .list());
            if (((Covariance) v).adjusted()) {
                isolated(fit.meats().rows((Covariance) v, false).isolated, v, out);
            }
        }
        return List.copyOf(out);
    }

    private static void isolated(long rows, VarianceEstimator v, List<Caution> out) {
        if (rows > 0) {
            out.add(Caution.of(
                    "leverage-one",
                    String.format(
                            Locale.ROOT,
                            "%d row(s) have leverage 1: each alone determines a coefficient, so they say nothing about "
                                    + "the error variance and %s leaves them out.",
                            rows,
                            v.label())));
        }
    }

    private static void clusters(LinearFit fit, ClusterCovariance v, List<Caution> out) {
        fit.meats().requireClusters(v);
        int g = fit.clusters();
        if (v.unadjusted() && g < FEW_CLUSTERS) {
            out.add(Caution.of(
                    "few-clusters",
                    String.format(
                            Locale.ROOT,
                            "%d clusters are few for %s, whose standard errors run small below about %d; CR2 with "
                                    + "Satterthwaite degrees of freedom or the wild cluster bootstrap hold their level.",
                            g,
                            v.label(),
                            FEW_CLUSTERS)));
        }
        int alone = v.unadjusted() ? 0 : fit.meats().clustered(v).determining();
        if (alone > 0) {
            out.add(Caution.of(
                    "leverage-one",
                    String.format(
                            Locale.ROOT,
                            "%d cluster(s) alone determine a coefficient, so in that direction they say nothing about "
                                    + "the error variance and %s leaves it out.",
                            alone,
                            v.label())));
        }
    }
}
