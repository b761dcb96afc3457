package assay.harness;

import assay.Fit;
import assay.baseline.AsTreated;
import assay.baseline.NormalClustered;
import assay.certificate.Tier;
import assay.dgp.ClusteredEncouragement;
import assay.dgp.Dgp;
import assay.dgp.Encouragement;
import assay.dgp.UnbalancedClusters;
import assay.experiment.AndersonRubinTest;
import assay.experiment.ClusteredOls;
import assay.experiment.DifferenceInMeans;
import assay.experiment.EncouragementDesign;
import assay.experiment.TwoStageLeastSquares;
import assay.linear.ClusterCovariance;
import assay.resampling.RandomisationInference;
import assay.resampling.Residuals;
import assay.resampling.Tails;
import assay.resampling.WildClusterBootstrap;
import assay.resampling.WildWeights;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The methods of chapter 4: clusters and compliance in one linear model. */
final class LinearMethods {

    private static final Control<Fit> ROWS =
            Control.foil("difference-in-means", "takes rows of one cluster for independent", new DifferenceInMeans());
    private static final Control<Fit> CR1 = Control.foil(
            "cr1",
            "CR1 with G - 1 degrees of freedom, which is too small for few and unlike clusters",
            new ClusteredOls(ClusterCovariance.CR1));
    private static final Control<Fit> NORMAL = Control.foil(
            "normal-clustered", "CR1 with the normal quantile, as if clusters were many", new NormalClustered());
    private static final Control<Fit> TAKEN =
            Control.foil("as-treated", "compares those who took the treatment with those who did not", new AsTreated());
    private static final Control<Fit> WALD = Control.foil(
            "two-stage-least-squares",
            "a t interval, which a weak instrument makes dishonest",
            TwoStageLeastSquares.standard());

    private LinearMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("clustered-ols", LinearMethods::clusteredOls);
        makers.put("wild-cluster-bootstrap", LinearMethods::wildClusterBootstrap);
        makers.put("randomisation-inference", LinearMethods::randomisationInference);
        makers.put("two-stage-least-squares", LinearMethods::twoStageLeastSquares);
        makers.put("anderson-rubin", LinearMethods::andersonRubin);
        makers.put("clustered-encouragement", LinearMethods::clusteredEncouragement);
    }

    /** Few clusters, alike and unlike: an imbalance of 1 makes the largest 7 times the smallest. */
    private static UnbalancedClusters clusters(int count, double imbalance, double treatedShare, double ratio) {
        return new UnbalancedClusters(count, 20, imbalance, treatedShare, 0.1, 0.5, 1, ratio);
    }

    private static Method<Fit> clusteredOls() {
        Method<Fit> method =
                Method.ofFit("clustered-ols", "Least squares with clustered errors", ClusteredOls.standard(), Tier.A);
        method = Catalog.home(method, ROWS, clusters(10, 0, 0.5, 1), clusters(40, 1, 0.5, 1));
        method = Catalog.home(method, CR1, clusters(10, 0.5, 0.5, 1));
        method = Catalog.home(method, NORMAL, clusters(20, 0.5, 0.5, 1));
        // Fewer and unlike, or few treated: too wide or too narrow, by how unlike the arms' noise is.
        return method.stress(
                clusters(6, 0.5, 0.5, 1),
                clusters(10, 1, 0.5, 1),
                clusters(20, 1, 0.5, 1),
                clusters(20, 1, 0.25, 1),
                clusters(20, 1, 0.1, 1),
                clusters(20, 1, 0.25, 3));
    }

    private static Method<Fit> wildClusterBootstrap() {
        WildClusterBootstrap bootstrap =
                new WildClusterBootstrap(399, WildWeights.BY_CLUSTERS, Tails.SYMMETRIC, Residuals.RESTRICTED);
        Method<Fit> method = Method.ofFit("wild-cluster-bootstrap", "Wild cluster bootstrap", bootstrap, Tier.B);
        method = Catalog.home(method, NORMAL, clusters(10, 0, 0.5, 1));
        method = Catalog.home(method, ROWS, clusters(20, 0.5, 0.5, 1));
        // Ten unlike clusters are a little short of it, six far; where two of twenty are treated nothing is ever
        // rejected.
        return method.stress(clusters(10, 0.5, 0.5, 1), clusters(6, 1, 0.5, 1), clusters(20, 1, 0.1, 1));
    }

    private static Method<Fit> randomisationInference() {
        Method<Fit> method = Method.ofFit(
                "randomisation-inference", "Randomisation inference", new RandomisationInference(399), Tier.B);
        method = Catalog.home(method, CR1, clusters(20, 1, 0.1, 1), clusters(12, 1, 0.25, 1));
        return method.stress(clusters(12, 1, 0.25, 3));
    }

    private static Encouragement encouraged(int size, double compliers, double alwaysTakers, double endogeneity) {
        return new Encouragement(size, 1, 2, 1, compliers, alwaysTakers, endogeneity, 0.5);
    }

    private static Method<Fit> twoStageLeastSquares() {
        Method<Fit> method = Method.ofFit(
                "two-stage-least-squares", "Two-stage least squares", TwoStageLeastSquares.standard(), Tier.A);
        method = Catalog.home(method, TAKEN, encouraged(2000, 0.5, 0.2, -2), encouraged(1000, 0.6, 0, -2));
        // At a first-stage F of 340 one tail is still undecided; at 40 and 3 it is refuted.
        return method.stress(
                encouraged(1000, 0.5, 0.2, -2), encouraged(1000, 0.2, 0.4, -4), encouraged(1000, 0.05, 0.475, -4));
    }

    private static Method<Fit> andersonRubin() {
        Method<Fit> method = Method.of(
                "anderson-rubin",
                "Anderson-Rubin confidence set",
                AndersonRubinTest.standard(),
                Tier.A,
                SetClaim.all(),
                Reading::ofFit);
        // A set is not centred on its estimate, so that nothing is claimed of one that is moved.
        Set<String> spared = Set.of("shift-0.3-se");
        method = Catalog.home(
                method, spared, WALD, encouraged(1000, 0.05, 0.475, -4), encouraged(2000, 0.05, 0.475, -4));
        return Catalog.home(method, spared, TAKEN, encouraged(500, 0.5, 0.2, -2));
    }

    private static Method<Fit> clusteredEncouragement() {
        Method<Fit> method = Method.ofFit(
                "clustered-encouragement",
                "Adaptive encouragement of clusters",
                EncouragementDesign.standard(),
                Tier.A);
        return Catalog.home(method, TAKEN, allAtOnce(60), allAtOnce(120)).stress(allAtOnce(20));
    }

    private static Dgp allAtOnce(int clusters) {
        return new ClusteredEncouragement(clusters, 10, 0.5, 0.05, 2, 1, 0.6, 0.2, -2, 0.15, 0.5);
    }
}
