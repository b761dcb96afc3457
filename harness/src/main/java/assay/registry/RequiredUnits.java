package assay.registry;

import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.Variant;
import assay.decision.View;
import assay.design.AlwaysValidDesign;
import assay.design.ClusteredDesign;
import assay.design.CupedDesign;
import assay.design.MeansDesign;
import assay.design.ProportionTest;
import assay.design.ProportionsDesign;
import assay.design.StudyDesign;
import assay.design.TestRule;
import assay.design.TriggeredDesign;
import assay.design.TwoArmDesign;
import assay.experiment.Better;
import assay.experiment.MetricType;

/**
 * How many units a plan takes: so many that each treatment, at a level corrected for their number, shows the smallest effect that
 * matters with the power of the policy.
 *
 * @param units total over all arms, of what is randomised
 * @param effect the effect, in the unit of the metric
 * @param pairLevel the level of one treatment against control
 * @param formula how it follows
 */
record RequiredUnits(double units, double effect, double pairLevel, String formula) {

    /** Solves for the treatment that needs most. */
    static RequiredUnits of(ExperimentPlan plan, Baseline baseline) {
        MetricDefinition primary = plan.primary();
        double size = primary.practical().in(baseline.mean());
        if (!(size > 0)) {
            throw new IllegalArgumentException("the smallest effect that matters of '" + primary.id()
                    + "' is 0, which no number of units can show; state a practical threshold above 0");
        }
        double effect = primary.better() == Better.LARGER ? size : -size;
        double level = plan.policy().alpha() / plan.treatments().size();
        double most = 0;
        String formula = "";
        for (Variant arm : plan.treatments()) {
            double both = arm.share() + plan.control().share();
            StudyDesign design = design(plan, baseline, arm.share() / both, level);
            double units = design.size(effect, plan.policy().power()).exact() / both;
            if (units > most) {
                most = units;
                formula = design.formula();
            }
        }
        return new RequiredUnits(Math.ceil(most * (1 - 1e-11)), effect, level, formula);
    }

    /** The power of the treatment that has least. */
    static double power(ExperimentPlan plan, Baseline baseline, double units) {
        RequiredUnits required = of(plan, baseline);
        double least = 1;
        for (Variant arm : plan.treatments()) {
            double both = arm.share() + plan.control().share();
            StudyDesign design = design(plan, baseline, arm.share() / both, required.pairLevel);
            least = Math.min(least, units * both < design.smallest() ? 0 : design.power(units * both, required.effect));
        }
        return least;
    }

    private static StudyDesign design(ExperimentPlan plan, Baseline baseline, double share, double level) {
        TwoArmDesign base = comparison(plan, baseline, share, TestRule.twoSided(level));
        if (plan.primaryView() != View.ASSIGNED && baseline.triggeredShare() < 1) {
            base = new TriggeredDesign(base, baseline.triggeredShare(), TriggeredDesign.Analysis.TRIGGERED_ONLY);
        }
        return plan.mode() == AnalysisMode.ALWAYS_VALID ? new AlwaysValidDesign(base) : base;
    }

    private static TwoArmDesign comparison(ExperimentPlan plan, Baseline baseline, double share, TestRule test) {
        boolean binary = plan.primary().type() == MetricType.PROPORTION;
        boolean adjusts = plan.primary().covariate().isPresent() && baseline.correlation() != 0;
        if (plan.cluster().isPresent()) {
            return new ClusteredDesign(sd(plan, baseline), baseline.clusterSize(), baseline.icc(), 0, share, test);
        }
        if (binary && !adjusts) {
            return new ProportionsDesign(baseline.mean(), ProportionTest.UNPOOLED, share, test);
        }
        MeansDesign means = new MeansDesign(sd(plan, baseline), sd(plan, baseline), 0, share, test);
        return adjusts ? new CupedDesign(means, baseline.correlation(), CupedDesign.Analysis.ADJUSTED) : means;
    }

    private static double sd(ExperimentPlan plan, Baseline baseline) {
        if (plan.primary().type() == MetricType.PROPORTION) {
            return Math.sqrt(baseline.mean() * (1 - baseline.mean()));
        }
        return baseline.sd()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the power of '" + plan.primary().id()
                                        + "' follows from its standard deviation between units, and none is given; state --sd"));
    }
}
