package assay.cli;

import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Trajectory;
import assay.baseline.FitAtEveryLook;
import assay.baseline.IgnoringCarryover;
import assay.baseline.NormalClustered;
import assay.cli.GridTopic.Contender;
import assay.cli.GridTopic.Stance;
import assay.cli.GridTopic.Value;
import assay.dgp.Carryover;
import assay.dgp.ConfoundedTreatment;
import assay.dgp.CovariateWorld;
import assay.dgp.Dgp;
import assay.dgp.GroundTruth;
import assay.dgp.Iid;
import assay.dgp.Surface;
import assay.dgp.Switchback;
import assay.dgp.TossPlan;
import assay.dgp.UnbalancedClusters;
import assay.experiment.ClusteredOls;
import assay.experiment.DifferenceInMeans;
import assay.experiment.GroupSequential;
import assay.experiment.RegressionAdjustment;
import assay.harness.FitClaim;
import assay.harness.Method;
import assay.harness.Reading;
import assay.harness.TrajectoryClaim;
import assay.linear.Covariance;
import assay.observational.Aipw;
import assay.observational.Ipw;
import assay.observational.PropensityWeighting;
import assay.resampling.Residuals;
import assay.resampling.Tails;
import assay.resampling.WildClusterBootstrap;
import assay.resampling.WildWeights;
import assay.sequential.AlwaysValidLooks;
import assay.sequential.AnytimeNormal;
import assay.sequential.SpendingFunction;
import assay.switchback.SwitchbackBlockRegression;
import assay.switchback.SwitchbackHorvitzThompson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/** The topics whose grids are stored and shown with a slider. */
final class GridTopics {

    private static final int UNITS = 500;
    private static final int VISITORS = 1000;
    private static final int PERIODS = 480;
    private static final int ORDER = 2;
    private static final int BLOCK = 6;
    private static final int FIRST_LOOK = 20;
    private static final double ALPHA = 0.05;

    private GridTopics() {}

    static List<GridTopic> all() {
        return List.of(confounding(), hidden(), overlap(), clusters(), carryover(), looks());
    }

    static GridTopic of(String name) {
        return all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no topic '" + name + "'. The topics are "
                        + String.join(", ", all().stream().map(GridTopic::name).toList()) + "."));
    }

    private static GridTopic confounding() {
        DoubleFunction<Dgp> world =
                at -> CovariateWorld.randomised(UNITS, Surface.NONLINEAR).withConfounding(at);
        return new GridTopic(
                "confounding",
                "Confounding that was measured",
                "Who chose the treatment grows more like what moves the outcome. Every confounder is in the table. "
                        + "Which estimates stay on the truth?",
                "At 0 the treatment is a coin toss and nothing needs adjusting. Then the difference in means leaves at "
                        + "once, and least squares too, as the outcome is no line in the covariates. AIPW learns both curves "
                        + "and stays, until arms that hardly overlap leave it nothing to compare.",
                "Confounding",
                "coverage",
                values("confounding %s", 0, 0.125, 0.25, 0.5, 1),
                List.of(
                        fit(
                                "difference-in-means",
                                "Difference in means",
                                "difference-in-means",
                                Stance.NAIVE,
                                new DifferenceInMeans(),
                                world),
                        fit(
                                "ols",
                                "Least squares",
                                "ols",
                                Stance.NAIVE,
                                new RegressionAdjustment(Covariance.HC2),
                                world),
                        fit("aipw", "AIPW", "aipw", Stance.AWARE, Aipw.standard(), world)));
    }

    private static GridTopic hidden() {
        DoubleFunction<Dgp> world = at -> ConfoundedTreatment.standard(UNITS).withHidden(at);
        return new GridTopic(
                "hidden",
                "Confounding that nobody measured",
                "The same three methods, the measured confounding fixed, and a confounder that is in no column. Does a "
                        + "better method help?",
                "At 0 both adjusted methods are right. Then they leave the truth together: what was not measured "
                        + "cannot be adjusted for, and the intervals do not grow to tell.",
                "Hidden confounder",
                "coverage",
                values("strength %s", 0, 0.1, 0.2, 0.4, 0.8),
                List.of(
                        fit(
                                "difference-in-means",
                                "Difference in means",
                                "difference-in-means",
                                Stance.NAIVE,
                                new DifferenceInMeans(),
                                world),
                        fit(
                                "ols",
                                "Least squares",
                                "ols",
                                Stance.AWARE,
                                new RegressionAdjustment(Covariance.HC2),
                                world),
                        fit("aipw", "AIPW", "aipw", Stance.AWARE, Aipw.standard(), world)));
    }

    private static GridTopic overlap() {
        DoubleFunction<Dgp> world = at -> ConfoundedTreatment.standard(UNITS).withConfounding(at);
        return new GridTopic(
                "overlap",
                "Overlap that is lost",
                "The covariates decide ever more strictly who is treated, until for many units there is nobody to "
                        + "compare with. Which weights survive?",
                "Where the arms hardly overlap, inverse propensity weighting has no answer for more and more samples, and "
                        + "what AIPW answers varies more than its standard errors say. Overlap weights ask about those who "
                        + "could have gone either way, and stay. The effect is the same for everyone here, so that all "
                        + "three aim at one number; elsewhere their questions differ.",
                "Strength of selection",
                "coverage",
                values("selection %s", 0.4, 0.8, 1.6, 2.4, 3.2),
                List.of(
                        fit("ipw", "Inverse propensity weighting", "ipw", Stance.NAIVE, Ipw.standard(), world),
                        fit("aipw", "AIPW", "aipw", Stance.AWARE, Aipw.standard(), world),
                        fit(
                                "overlap-weights",
                                "Overlap weights",
                                "overlap-weights",
                                Stance.AWARE,
                                PropensityWeighting.standard(),
                                world)));
    }

    private static GridTopic clusters() {
        DoubleFunction<Dgp> world = at -> new UnbalancedClusters((int) at, 20, 0.5, 0.5, 0.1, 0.5, 1, 1);
        WildClusterBootstrap bootstrap =
                new WildClusterBootstrap(399, WildWeights.BY_CLUSTERS, Tails.SYMMETRIC, Residuals.RESTRICTED);
        return new GridTopic(
                "clusters",
                "Clusters that are few",
                "Whole clusters of unlike sizes are treated, and there are fewer and fewer of them. Whose intervals are "
                        + "still wide enough?",
                "Rows that are taken for independent are wrong at every number of clusters. CR1 with the normal quantile "
                        + "is right only where clusters are many. CR2 with Satterthwaite's degrees of freedom and the wild "
                        + "bootstrap are made for few.",
                "Clusters",
                "coverage",
                values("%s clusters", 80, 40, 20, 14, 10, 6),
                List.of(
                        fit(
                                "iid",
                                "Rows as independent",
                                "difference-in-means",
                                Stance.NAIVE,
                                new DifferenceInMeans(),
                                world),
                        fit("cr1-normal", "CR1, normal quantile", "", Stance.NAIVE, new NormalClustered(), world),
                        fit("cr2", "CR2, Satterthwaite", "clustered-ols", Stance.AWARE, ClusteredOls.standard(), world),
                        fit(
                                "wild-bootstrap",
                                "Wild cluster bootstrap",
                                "wild-cluster-bootstrap",
                                Stance.AWARE,
                                bootstrap,
                                world)));
    }

    private static GridTopic carryover() {
        Switchback one = Switchback.oneMarket(PERIODS).withPlan(TossPlan.REGULAR, BLOCK);
        DoubleFunction<Dgp> minimax = at -> lasting(Switchback.oneMarket(PERIODS), (int) at);
        DoubleFunction<Dgp> blocks = at -> lasting(one, (int) at);
        return new GridTopic(
                "carryover",
                "Carryover that lasts",
                "A market switches between two arms, and what an arm does lasts for some periods after the switch. Two "
                        + "methods allow for two periods. When is that enough?",
                "Without carryover all are right. From the first lasting period the naive comparison counts what "
                        + "the arm before left behind. The methods that allow for two periods hold to two, and fail beyond.",
                "Carryover",
                "coverage",
                carryoverValues(0, 1, 2, 4, 6, 8),
                List.of(
                        fit(
                                "ignoring-carryover",
                                "Ignoring carryover",
                                "",
                                Stance.NAIVE,
                                new IgnoringCarryover(),
                                minimax),
                        fit(
                                "horvitz-thompson",
                                "Horvitz-Thompson, two lags",
                                "switchback-horvitz-thompson",
                                Stance.AWARE,
                                SwitchbackHorvitzThompson.standard(ORDER),
                                minimax),
                        fit(
                                "block-regression",
                                "Block regression, burn-in of two",
                                "switchback-block-regression",
                                Stance.AWARE,
                                SwitchbackBlockRegression.standard(ORDER),
                                blocks)));
    }

    private static Dgp lasting(Switchback world, int periods) {
        return world.withCarryover(Carryover.ADDITIVE, periods, periods == 0 ? 0 : 1);
    }

    private static GridTopic looks() {
        Dgp world = new Iid(VISITORS, 0.6, 10, 5, 0.5);
        DifferenceInMeans difference = new DifferenceInMeans();
        double prior = AnytimeNormal.optimalPriorUnits(VISITORS, ALPHA);
        return new GridTopic(
                "looks",
                "Looks at a running experiment",
                "An experiment is looked at more and more often, and ends at the first look that finds an effect. How "
                        + "often does it find one that is not there?",
                "One look at 5 % is wrong in 5 % of experiments. The same test at every look is wrong ever more "
                        + "often, and the effects it stops at are too large. Boundaries that spend the 5 % over the looks, "
                        + "and intervals that hold at all times, keep the promise.",
                "Looks",
                "never-rejects",
                values("%s looks", 1, 2, 5, 10, 20, 50),
                List.of(
                        path(
                                "fixed-z",
                                "Fixed test at every look",
                                "",
                                Stance.NAIVE,
                                n -> new FitAtEveryLook(difference, n, FIRST_LOOK, ALPHA),
                                world),
                        path(
                                "group-sequential",
                                "Group-sequential",
                                "group-sequential",
                                Stance.AWARE,
                                n -> GroupSequential.evenly(
                                        n, SpendingFunction.obrienFleming(), difference, OptionalDouble.empty()),
                                world),
                        path(
                                "always-valid",
                                "Always-valid",
                                "always-valid",
                                Stance.AWARE,
                                n -> new AlwaysValidLooks(difference, prior, n, FIRST_LOOK, 1 - ALPHA),
                                world)));
    }

    private static Contender fit(
            String name,
            String title,
            String catalogue,
            Stance stance,
            Estimator<Fit> estimator,
            DoubleFunction<Dgp> world) {
        return new Contender(
                name,
                title,
                catalogue,
                stance,
                at -> Method.of(name, title, estimator, GridRun.TIER, FitClaim.all(), GridTopics::read)
                        .stress(world.apply(at)));
    }

    /** The estimate where the path ends: that of the look that rejects, else of the last. */
    private static Contender path(
            String name,
            String title,
            String catalogue,
            Stance stance,
            IntFunction<Estimator<Trajectory>> estimator,
            Dgp world) {
        return new Contender(
                name,
                title,
                catalogue,
                stance,
                at -> Method.of(
                                name,
                                title,
                                estimator.apply((int) at),
                                GridRun.TIER,
                                List.of(
                                        TrajectoryClaim.NEVER_REJECTS,
                                        TrajectoryClaim.COVERS_AT_END,
                                        TrajectoryClaim.MEDIAN_BELOW_AT_END,
                                        TrajectoryClaim.MEDIAN_ABOVE_AT_END),
                                (Trajectory path, GroundTruth truth) ->
                                        reading(path.end().estimate(), truth))
                        .stress(world));
    }

    private static Reading read(Fit fit, GroundTruth truth) {
        return reading(fit.estimate(), truth);
    }

    private static Reading reading(Estimate estimate, GroundTruth truth) {
        return new Reading(
                estimate.value(),
                estimate.stdError(),
                estimate.inference().interval(1 - ALPHA),
                truth.value(estimate.estimand()),
                estimate.inference().pValue(0));
    }

    private static List<Value> values(String words, double... values) {
        List<Value> list = new ArrayList<>();
        for (double at : values) {
            String text = String.format(Locale.ROOT, words, Grid.brief(at));
            list.add(new Value(at, at == 1 ? text.replace("1 looks", "1 look") : text));
        }
        return list;
    }

    private static List<Value> carryoverValues(int... lags) {
        List<Value> list = new ArrayList<>();
        for (int lag : lags) {
            list.add(new Value(lag, lag == 0 ? "no carryover" : lag == 1 ? "1 period" : lag + " periods"));
        }
        return list;
    }
}
