package assay.harness;

import assay.Column;
import assay.Estimand;
import assay.Fit;
import assay.Role;
import assay.baseline.UserLevelAb;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.LeakyClusters;
import assay.dgp.MarketDesign;
import assay.dgp.NeighbourResponse;
import assay.dgp.NetworkSpillover;
import assay.dgp.SharedBudget;
import assay.dgp.TwoSidedMarket;
import assay.dgp.market.BudgetScope;
import assay.dgp.market.Marketplace;
import assay.dgp.market.Metric;
import assay.dgp.market.Randomisation;
import assay.interference.BudgetSplit;
import assay.interference.ClusterRandomised;
import assay.interference.ExposureMapping;
import assay.interference.MultipleRandomisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The methods of chapter 5: designs and estimators for units that reach one another. */
final class InterferenceMethods {

    private InterferenceMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("cluster-randomised", InterferenceMethods::clusterRandomised);
        makers.put("budget-split", InterferenceMethods::budgetSplit);
        makers.put("multiple-randomisation", InterferenceMethods::multipleRandomisation);
        makers.put("exposure-mapping", InterferenceMethods::exposureMapping);
    }

    private static Method<Fit> clusterRandomised() {
        Method<Fit> method = Method.ofFit(
                "cluster-randomised", "Cluster randomisation under interference", ClusterRandomised.standard(), Tier.A);
        method = market(method, market(20, 40, 0.2, MarketDesign.CLUSTER));
        method = market(method, market(40, 60, 0, MarketDesign.CLUSTER));
        method = agents(method, Marketplace.cities(24, 40, Randomisation.CLUSTER));
        // One budget for all cities: what treated cities take, control cities cannot have.
        method = method.stress(Marketplace.cities(24, 40, Randomisation.CLUSTER).withScope(BudgetScope.GLOBAL));
        method = method.stress(Marketplace.cities(24, 40, Randomisation.USER));
        // In an experiment on users every user is a cluster, and this is the usual A/B test.
        method = method.stress(market(20, 40, 0, MarketDesign.USER), market(8, 40, 0.2, MarketDesign.CLUSTER));
        // A tenth of the exposure comes from the cluster next door.
        return method.stress(new LeakyClusters(40, 20, 0.5, 0, 0.05, 1), new LeakyClusters(40, 20, 0.5, 0.1, 0.05, 1));
    }

    private static Method<Fit> budgetSplit() {
        Method<Fit> method = Method.ofFit("budget-split", "Budget-split experiment", new BudgetSplit(), Tier.A);
        method = market(method, market(20, 40, 0.2, MarketDesign.BUDGET_SPLIT));
        method = market(method, market(40, 60, 0, MarketDesign.BUDGET_SPLIT));
        method = agents(method, Marketplace.cities(12, 100, Randomisation.BUDGET_SPLIT));
        // Cities so small that two halves of a budget pay for less than the whole, and margins that tell.
        method = method.stress(
                Marketplace.cities(30, 40, Randomisation.BUDGET_SPLIT).withMetric(Metric.MARGIN));
        method = method.stress(Marketplace.cities(12, 100, Randomisation.USER));
        // Users split and budgets not.
        return method.stress(market(20, 40, 0, MarketDesign.USER), market(6, 40, 0.2, MarketDesign.BUDGET_SPLIT));
    }

    private static Method<Fit> multipleRandomisation() {
        Method<Fit> method =
                Method.ofFit("multiple-randomisation", "Multiple randomisation", new MultipleRandomisation(), Tier.A);
        Control<Fit> foil = Control.foil(
                "user-level-ab",
                "compares treated pairs with all others, who lose to them, as if pairs were independent",
                new UserLevelAb());
        // Rows are clustered twice: a mutant that takes each row for its own cluster has no column to do it in.
        Set<String> spared = Set.of("dropped-clustering");
        for (int n : new int[] {20, 40}) {
            TwoSidedMarket world = TwoSidedMarket.standard(n);
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), spared));
            controls.add(foil);
            controls.add(MetricOracle.calibrated(Estimand.GLOBAL_ATE));
            method = method.home(controls, world);
        }
        // Spillovers that grow with the share treated: the launch is not in the data.
        return method.stress(TwoSidedMarket.standard(20).withDose(1), TwoSidedMarket.standard(8));
    }

    private static Method<Fit> exposureMapping() {
        Method<Fit> method = Method.ofFit("exposure-mapping", "Exposure mapping", ExposureMapping.standard(), Tier.B);
        Control<Fit> foil = Control.foil(
                "user-level-ab",
                "compares people by their own treatment, which leaves out what they feel of their neighbours'",
                new UserLevelAb());
        // Its variance is an upper bound, so that intervals a fifth shorter still hold what they promise.
        Set<String> spared = Set.of("se-times-0.8", "one-sided-quantile");
        for (int n : new int[] {200, 400}) {
            NetworkSpillover world = NetworkSpillover.standard(n);
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), spared));
            controls.add(fairCoin().of(method.estimator()));
            controls.add(foil);
            controls.add(MetricOracle.calibrated(Estimand.EXPOSURE));
            method = method.home(controls, world);
        }
        // One treated neighbour is not all of them: the mapping is wrong, and what it compares is not the launch.
        return method.stress(
                NetworkSpillover.standard(400).withResponse(NeighbourResponse.SHARE), NetworkSpillover.standard(60));
    }

    /** Weights then count people with many neighbours for too much or too little. */
    private static Mutant<Fit> fairCoin() {
        return Mutant.ofSample(
                "fair-coin",
                "exposure probabilities as if everybody were treated with probability one half",
                "a world whose coin is not fair and whose hubs have other outcomes",
                setting -> true,
                (sample, random) -> {
                    double[] half = new double[sample.size()];
                    Arrays.fill(half, 0.5);
                    return sample.with(Role.PROPENSITY, new Column.Numeric("half", half));
                });
    }

    private static SharedBudget market(int markets, int users, double spread, MarketDesign design) {
        return new SharedBudget(markets, users, 0.6, 0.62, 0.55, spread, 0.5, design);
    }

    /** The same among agents, whose interference nobody wrote down. */
    private static Method<Fit> agents(Method<Fit> method, Marketplace world) {
        return market(method, world, world.withRandomisation(Randomisation.USER));
    }

    private static Method<Fit> market(Method<Fit> method, SharedBudget world) {
        return market(method, world, world.withDesign(MarketDesign.USER));
    }

    /** A home cell whose foil is the experiment on users in the same market. */
    private static Method<Fit> market(Method<Fit> method, Dgp world, Dgp users) {
        Control<Fit> foil = Control.foil(
                "user-level-ab",
                "compares users of one market, who take from each other what one arm gains",
                new OtherDesign(users, new UserLevelAb()));
        List<Control<Fit>> controls =
                new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), Set.of()));
        controls.add(foil);
        controls.add(MetricOracle.calibrated(Estimand.GLOBAL_ATE));
        return method.home(controls, world);
    }
}
