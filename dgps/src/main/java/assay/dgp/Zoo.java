package assay.dgp;

import assay.dgp.market.Marketplace;
import assay.dgp.market.Randomisation;
import java.util.List;
import java.util.Optional;

/** One of each world, in the order of the guide. */
public final class Zoo {

    private static final int SIZE = 1000;

    private Zoo() {}

    /**
     * One of each world at the size at which the guide shows it.
     *
     * @return the worlds, no two of one name
     */
    public static List<Dgp> worlds() {
        return List.of(
                Iid.standard(SIZE),
                CovariateWorld.randomised(SIZE, Surface.NONLINEAR).withConfounding(1),
                new UnequalSpread(24, 3, 1, 1, 2, 0.3, 0.25),
                Binary.standard(SIZE),
                Count.standard(SIZE),
                Revenue.standard(SIZE),
                new Hurdle(SIZE, 0.03, 3, 1, 0.5, 0.5, Assignment.COMPLETE),
                new LogNormal(SIZE, 0.5, 0, 1, 0.9, 0.5),
                RatioWorld.standard(SIZE).withHistory(),
                PrePost.standard(SIZE),
                Survival.standard(SIZE),
                Funnel.standard(SIZE),
                Drift.standard(SIZE),
                LostUnits.standard(SIZE),
                new Clustered(20, 30, 0, 0.05, 0.5, 1),
                new UnbalancedClusters(20, 20, 1, 0.5, 0.1, 0.5, 1, 1),
                InformativeClusters.standard(40),
                new Encouragement(SIZE, 1, 2, 1, 0.5, 0.2, -2, 0.5),
                new ClusteredEncouragement(60, 10, 0.5, 0.05, 2, 1, 0.6, 0.2, -2, 0.15, 0.5),
                AdaptiveAssignment.standard(SIZE),
                LoggedActions.standard(SIZE),
                ManyArmedBandit.standard(SIZE),
                GhostAds.standard(SIZE),
                AdExposure.standard(SIZE),
                StaggeredPanel.heterogeneous(SIZE),
                FactorPanel.standard(40),
                RegionalSales.standard(40),
                PairedSpend.standard(40),
                SharedBudget.standard(40, 300, MarketDesign.BUDGET_SPLIT),
                TwoSidedMarket.standard(30),
                NetworkSpillover.standard(400),
                new LeakyClusters(40, 30, 0.5, 0.1, 0.05, 1),
                Marketplace.cities(10, 100, Randomisation.USER),
                Switchback.oneMarket(480).withPlan(TossPlan.REGULAR, 6),
                Heterogeneous.of(SIZE, EffectSurface.LINEAR),
                HiddenConfounder.standard(SIZE),
                BiasedPairs.standard(SIZE),
                ConfoundedTreatment.standard(SIZE),
                ScarceControls.standard(SIZE),
                SelectedEncouragement.standard(SIZE),
                SerialMediation.standard(SIZE),
                InteractingMediator.standard(SIZE),
                ProbitMediation.standard(SIZE),
                Copula.standard(SIZE),
                ManyMetrics.standard(SIZE),
                ManyArms.standard(SIZE),
                ExperimentSeries.standard(20),
                new IdPopulation(SIZE, IdPopulation.Kind.SEQUENTIAL),
                ManyActions.standard(SIZE, 2),
                Discontinuity.standard(SIZE),
                SortedScores.standard(SIZE),
                ConditionalTrends.standard(SIZE),
                SegmentMix.standard(SIZE),
                TargetPopulation.standard(SIZE),
                FadingEffect.standard(SIZE));
    }

    /**
     * The world of a name.
     *
     * @param name kebab case
     * @return empty if there is none
     */
    public static Optional<Dgp> named(String name) {
        return worlds().stream().filter(world -> name.equals(world.name())).findFirst();
    }
}
