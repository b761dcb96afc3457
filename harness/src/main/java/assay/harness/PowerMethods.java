package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.TwoArms;
import assay.baseline.PostHocSizing;
import assay.certificate.Tier;
import assay.design.AlwaysValidDesign;
import assay.design.ClusteredDesign;
import assay.design.Correction;
import assay.design.CupedDesign;
import assay.design.DunnettComparisons;
import assay.design.FirstSignificant;
import assay.design.MeansDesign;
import assay.design.MultiArmDesign;
import assay.design.NonComplianceDesign;
import assay.design.NonInferiorityDesign;
import assay.design.PlannedStudy;
import assay.design.ProportionsDesign;
import assay.design.RatioMoments;
import assay.design.SequentialDesign;
import assay.design.SequentialStudy;
import assay.design.StudyDesign;
import assay.design.TestRule;
import assay.design.TriggeredAnalysis;
import assay.design.TriggeredDesign;
import assay.dgp.Binary;
import assay.dgp.Clustered;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.Encouragement;
import assay.dgp.GhostAds;
import assay.dgp.GhostLog;
import assay.dgp.GroundTruth;
import assay.dgp.Iid;
import assay.dgp.PrePost;
import assay.dgp.RatioWorld;
import assay.distribution.NormalDistribution;
import assay.experiment.ClusterMeans;
import assay.experiment.Cuped;
import assay.experiment.DifferenceInMeans;
import assay.experiment.RatioMetric;
import assay.experiment.TwoStageLeastSquares;
import assay.random.Streams;
import assay.sequential.Boundaries;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.Sides;
import assay.sequential.SpendingFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The methods of chapter 8: plans whose sizes are what they say, and what is left of a result that was selected. A study is
 * planned by a formula, carried out on the units of a world that has more of them than any plan, and must find the planned
 * effect as often as planned: no less, and no more.
 */
final class PowerMethods {

    private static final double POWER = 0.8;
    private static final double Z95 = -NormalDistribution.quantile(0.025);

    /**
     * How many times the planned units a world has: enough for the mutants that ask for more, too few for the next plan, which
     * is for half of the effect or less and asks for four times as many.
     */
    private static final double TRAFFIC = 1.8;

    private static final double PILOT = 0.25;

    private PowerMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("sample-size-means", PowerMethods::means);
        makers.put("sample-size-proportions", PowerMethods::proportions);
        makers.put("sample-size-ratio", PowerMethods::ratio);
        makers.put("sample-size-cuped", PowerMethods::cuped);
        makers.put("sample-size-clusters", PowerMethods::clusters);
        makers.put("sample-size-non-compliance", PowerMethods::nonCompliance);
        makers.put("sample-size-triggering", PowerMethods::triggering);
        makers.put("sample-size-triggered-only", PowerMethods::triggeredOnly);
        makers.put("sample-size-non-inferiority", PowerMethods::nonInferiority);
        makers.put("sample-size-multi-arm", PowerMethods::multiArm);
        makers.put("sample-size-group-sequential", PowerMethods::groupSequential);
        makers.put("sample-size-always-valid", PowerMethods::alwaysValid);
        makers.put("conditional-estimate", PowerMethods::conditionalEstimate);
    }

    private static PlannedStudy study(StudyDesign design, Estimand target, Estimator<Fit> analysis, double... effects) {
        return PlannedStudy.of(design, POWER, target, analysis, effects);
    }

    private static Method<Fit> means() {
        MeansDesign design = MeansDesign.of(1);
        PlannedStudy study = study(design, Estimand.ATE, new DifferenceInMeans(), 0.6, 0.2);
        Method<Fit> method = method("sample-size-means", "Sample size for means", study);
        Control<Fit> oneSided = wrong(
                "one-sided-size",
                "the size of a one-sided test for a two-sided one",
                study(design.withTest(TestRule.oneSided(0.05)), Estimand.ATE, new DifferenceInMeans(), 0.6, 0.2));
        for (PlannedStudy.Plan plan : study.plans()) {
            method = home(method, study, List.of(oneSided), traffic(new Iid(4, plan.effect(), 10, 1, 0.5), plan));
        }
        return method;
    }

    private static Method<Fit> proportions() {
        Binary world = new Binary(4, 2, -1.8, 0, 0.5).withEffect(0.1);
        double baseline = 0.1 / world.draw(new Streams(0, 0)).truth().value(Estimand.LIFT);
        ProportionsDesign design = ProportionsDesign.of(baseline);
        PlannedStudy study = study(design, Estimand.ATE, new DifferenceInMeans(), 0.12, 0.04);
        Method<Fit> method = method("sample-size-proportions", "Sample size for proportions", study);
        Control<Fit> oneSided = wrong(
                "one-sided-size",
                "the size of a one-sided test for a two-sided one",
                study(design.withTest(TestRule.oneSided(0.05)), Estimand.ATE, new DifferenceInMeans(), 0.12, 0.04));
        for (PlannedStudy.Plan plan : study.plans()) {
            method = home(method, study, List.of(oneSided), traffic(world.withEffect(plan.effect()), plan));
        }
        return method;
    }

    private static Method<Fit> ratio() {
        RatioWorld world = RatioWorld.standard(4);
        // What a planner has: the time before the experiment, in which treatment did nothing.
        Sample before =
                world.withEffect(0).withSize(100_000).draw(new Streams(0, 0)).observed();
        RatioMoments moments = RatioMoments.of(before.numeric(Role.NUMERATOR), before.numeric(Role.DENOMINATOR));
        MeansDesign design = MeansDesign.ofRatio(moments);
        // The last effect is so large that it moves the variance, which the plan knows from before: a stress cell.
        PlannedStudy study = study(design, Estimand.RATIO, RatioMetric.standard(), 0.03, 0.015, 0.09);
        Method<Fit> method = method("sample-size-ratio", "Sample size for ratio metrics", study);
        Control<Fit> sessions = wrong(
                "sessions-as-units",
                "the variance of one session's coin over all sessions, as if sessions had been randomised",
                study(
                        MeansDesign.of(Math.sqrt(moments.ratio() * (1 - moments.ratio()) / moments.denominatorMean())),
                        Estimand.RATIO,
                        RatioMetric.standard(),
                        0.03,
                        0.015));
        for (PlannedStudy.Plan plan : study.plans().subList(0, 2)) {
            method = home(method, study, List.of(sessions), traffic(world.withEffect(plan.effect()), plan));
        }
        PlannedStudy.Plan large = study.plans().get(2);
        return method.stress(traffic(world.withEffect(large.effect()), large));
    }

    private static Method<Fit> cuped() {
        MeansDesign base = MeansDesign.of(1);
        double r = 0.6;
        PlannedStudy study = study(
                new CupedDesign(base, r, CupedDesign.Analysis.ADJUSTED), Estimand.ATE, Cuped.standard(), 0.45, 0.15);
        Method<Fit> method = method("sample-size-cuped", "Sample size with CUPED", study);
        Control<Fit> unsquared = wrong(
                "correlation-not-squared",
                "1 - r in place of 1 - r^2",
                study(MeansDesign.of(Math.sqrt(1 - r)), Estimand.ATE, Cuped.standard(), 0.45, 0.15));
        Control<Fit> unused = wrong(
                "reduction-not-used",
                "the reduction is planned with, and the analysis does not adjust",
                new PlannedStudy(study.plans(), Estimand.ATE, new DifferenceInMeans()));
        for (PlannedStudy.Plan plan : study.plans()) {
            method = home(
                    method,
                    study,
                    List.of(unsquared, unused),
                    traffic(new PrePost(8, plan.effect(), r, 5, 0, 0.5), plan));
        }
        return method;
    }

    private static Method<Fit> clusters() {
        ClusteredDesign design = ClusteredDesign.of(1, 30, 0.05);
        // The last effect asks for so few clusters that rounding up to whole ones shows: a stress cell.
        PlannedStudy study = study(design, Estimand.ATE, new ClusterMeans(), 0.3, 0.1, 0.45);
        Method<Fit> method = method("sample-size-clusters", "Sample size for clusters", study);
        Control<Fit> ignored = wrong(
                "design-effect-ignored",
                "as many units as if they were randomised one by one",
                study(ClusteredDesign.of(1, 30, 0), Estimand.ATE, new ClusterMeans(), 0.3, 0.1));
        for (PlannedStudy.Plan plan : study.plans().subList(0, 2)) {
            method = home(
                    method, study, List.of(ignored), traffic(new Clustered(4, 30, 0, 0.05, plan.effect(), 1), plan));
        }
        PlannedStudy.Plan few = study.plans().get(2);
        return method.stress(traffic(new Clustered(4, 30, 0, 0.05, few.effect(), 1), few));
    }

    private static Method<Fit> nonCompliance() {
        MeansDesign base = MeansDesign.of(1);
        double share = 0.7;
        TwoStageLeastSquares analysis = TwoStageLeastSquares.standard();
        PlannedStudy study = study(new NonComplianceDesign(base, share), Estimand.LATE, analysis, 0.6, 0.2);
        Method<Fit> method = method("sample-size-non-compliance", "Sample size under non-compliance", study);
        Control<Fit> unsquared = wrong(
                "compliance-not-squared",
                "1 / compliance in place of 1 / compliance^2",
                study(new NonComplianceDesign(base, Math.sqrt(share)), Estimand.LATE, analysis, 0.6, 0.2));
        for (PlannedStudy.Plan plan : study.plans()) {
            method = home(
                    method,
                    study,
                    List.of(unsquared),
                    traffic(new Encouragement(8, 0, plan.effect(), 1, share, 0, 0, 0), plan));
        }
        return method;
    }

    /** Half of the users convert without the ad, by the symmetry of the logistic function. */
    private static final GhostAds ADS = new GhostAds(8, 0.21, 0, 0.5, GhostLog.LOGGED);

    /** The same among those whom the ad reaches, who are the more active ones: a quotient of two Gaussian integrals. */
    private static final double REACHED_BASELINE = 0.5959343866192163;

    private static double[] effects(GhostAds... worlds) {
        double[] effects = new double[worlds.length];
        for (int i = 0; i < effects.length; i++) {
            effects[i] = worlds[i].draw(new Streams(0, 0)).truth().value(Estimand.LATE);
        }
        return effects;
    }

    private static Method<Fit> triggering() {
        GhostAds[] worlds = {ADS, ADS.withEffect(0.07)};
        double share = ADS.draw(new Streams(0, 0)).truth().value(Estimand.COMPLIANCE);
        ProportionsDesign base = ProportionsDesign.of(0.5);
        PlannedStudy study = study(
                new TriggeredDesign(base, share, TriggeredDesign.Analysis.ALL_UNITS),
                Estimand.ITT,
                new DifferenceInMeans(),
                effects(worlds));
        Method<Fit> method = method("sample-size-triggering", "Sample size of a diluted effect", study);
        Control<Fit> unsquared = wrong(
                "dilution-not-squared",
                "1 / share in place of 1 / share^2",
                study(
                        new TriggeredDesign(base, share, TriggeredDesign.Analysis.TRIGGERED_ONLY),
                        Estimand.ITT,
                        new DifferenceInMeans(),
                        effects(worlds)));
        for (int i = 0; i < worlds.length; i++) {
            method = home(
                    method,
                    study,
                    List.of(unsquared),
                    traffic(worlds[i], study.plans().get(i)));
        }
        return method;
    }

    private static Method<Fit> triggeredOnly() {
        // The last effect leaves so few users to analyse that a normal quantile for Student's shows: a stress cell.
        GhostAds[] worlds = {ADS, ADS.withEffect(0.07), ADS.withEffect(0.3)};
        double share = ADS.draw(new Streams(0, 0)).truth().value(Estimand.COMPLIANCE);
        Estimator<Fit> analysis = new TriggeredAnalysis("would_show", new DifferenceInMeans());
        PlannedStudy study = study(
                new TriggeredDesign(
                        ProportionsDesign.of(REACHED_BASELINE), share, TriggeredDesign.Analysis.TRIGGERED_ONLY),
                Estimand.LATE,
                analysis,
                effects(worlds));
        Method<Fit> method = method("sample-size-triggered-only", "Sample size of a triggered analysis", study);
        Control<Fit> all = wrong(
                "all-units-analysed",
                "the size of a triggered analysis for one of all units",
                new PlannedStudy(study.plans(), Estimand.LATE, new DifferenceInMeans()));
        for (int i = 0; i < 2; i++) {
            method = home(
                    method,
                    study,
                    List.of(all),
                    traffic(worlds[i], study.plans().get(i)));
        }
        return method.stress(traffic(worlds[2], study.plans().get(2)));
    }

    private static Method<Fit> nonInferiority() {
        MeansDesign oneSided = MeansDesign.of(1).withTest(TestRule.oneSided(0.025));
        double margin = 0.3;
        // The true effects that are planned for: none, and a gain as large as the margin, which takes a quarter of the
        // units.
        double[] effects = {0, 0.3};
        NonInferiorityDesign design = new NonInferiorityDesign(oneSided, margin);
        PlannedStudy all = study(design, Estimand.ATE, new DifferenceInMeans(), effects);
        List<Claim<Fit>> claims = new ArrayList<>(PlannedPower.ofNonInferiority(POWER, margin));
        // The interval is shifted by the effect alone, so that the size at the margin is that of the lower tail
        // anywhere.
        claims.add(FitClaim.LOWER_TAIL);
        Method<Fit> method = Method.of(
                "sample-size-non-inferiority", "Sample size for non-inferiority", all, Tier.B, claims, Reading::ofFit);
        for (PlannedStudy.Plan plan : all.plans()) {
            Control<Fit> oneSidedLevel = wrong(
                    "level-doubled",
                    "a one-sided level of 5 % for the lower end of a 95 % interval",
                    study(
                            new NonInferiorityDesign(oneSided.withTest(TestRule.oneSided(0.05)), margin),
                            Estimand.ATE,
                            new DifferenceInMeans(),
                            effects));
            method = method.home(
                    controls(all, List.of(oneSidedLevel), -margin, oracle(Estimand.ATE, margin)),
                    traffic(new Iid(4, plan.effect(), 10, 1, 0.5), plan));
        }
        return method;
    }

    private static Method<Fit> multiArm() {
        int treatments = 3;
        MultiArmDesign design = new MultiArmDesign(MeansDesign.of(1), treatments, Correction.DUNNETT);
        PlannedStudy study = study(design, Estimand.ATE, new DunnettComparisons(), 0.6, 0.2);
        SeveralArms arms = new SeveralArms(treatments, study);
        List<Claim<Fit>> claims = new ArrayList<>(PlannedPower.ofEffect(POWER));
        claims.add(new FamilywiseSize());
        Method<Fit> method = Method.of(
                "sample-size-multi-arm", "Sample size for several treatments", arms, Tier.B, claims, Reading.none());
        PlannedStudy uncorrected = study(
                new MultiArmDesign(MeansDesign.of(1), treatments, Correction.NONE),
                Estimand.ATE,
                new DunnettComparisons(),
                0.6,
                0.2);
        for (PlannedStudy.Plan plan : study.plans()) {
            List<Control<Fit>> controls = List.of(
                    wrong(
                            "correction-ignored",
                            "the size of one comparison, for several that are corrected",
                            new SeveralArms(treatments, uncorrected)),
                    wrong(
                            "size-times-0.75",
                            "a quarter of the units saved",
                            new SeveralArms(treatments, study.times(0.75))),
                    wrong(
                            "size-times-1.35",
                            "a third more units than it takes",
                            new SeveralArms(treatments, study.times(1.35))),
                    Control.foil(
                            "post-hoc-power",
                            "goes on for as long as it is not significant, as the effect seen so far would be in a larger study",
                            new SeveralArms(treatments, new PostHocSizing(study, PILOT, 0))),
                    oracle(Estimand.ATE, 0));
            method = method.home(
                    controls, traffic(new Iid(4, plan.effect(), 10, 1, treatments / (treatments + 1.0)), plan));
        }
        return method;
    }

    private static Method<Trajectory> groupSequential() {
        Boundaries boundaries = GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), Sides.TWO_SIDED, 0.05)
                .boundaries(5);
        SequentialDesign design = new SequentialDesign(MeansDesign.of(1), boundaries);
        PlannedStudy study = study(design, Estimand.ATE, new DifferenceInMeans(), 0.3, 0.1);
        List<Claim<Trajectory>> claims = new ArrayList<>(PlannedPower.ofLooks(POWER));
        claims.add(TrajectoryClaim.NEVER_REJECTS);
        Method<Trajectory> method = Method.of(
                "sample-size-group-sequential",
                "Sample size of a group-sequential study",
                new SequentialStudy(study, design),
                Tier.B,
                claims,
                TrajectoryClaim.READER);
        for (PlannedStudy.Plan plan : study.plans()) {
            List<Control<Trajectory>> controls = List.of(
                    Control.mutant(
                            "size-times-0.75",
                            "a quarter of the units saved",
                            new SequentialStudy(study.times(0.75), design)),
                    Control.mutant(
                            "size-times-1.35",
                            "a third more units than it takes",
                            new SequentialStudy(study.times(1.35), design)),
                    Control.foil(
                            "unadjusted-peeking",
                            "the fixed normal quantile at every look",
                            new SequentialStudy(
                                    study,
                                    new SequentialDesign(
                                            design.base(),
                                            Boundaries.peeking(Sides.TWO_SIDED, 0.05, 0.2, 0.4, 0.6, 0.8, 1)))),
                    oneLook());
            method = method.home(controls, traffic(new Iid(4, plan.effect(), 10, 1, 0.5), plan));
        }
        return method;
    }

    private static Method<Fit> alwaysValid() {
        MeansDesign base = MeansDesign.of(1);
        AnytimeAnalysis analysis = new AnytimeAnalysis(new DifferenceInMeans(), FitClaim.LEVEL);
        PlannedStudy study = study(new AlwaysValidDesign(base), Estimand.ATE, analysis, 0.3, 0.1);
        Method<Fit> method = method("sample-size-always-valid", "Sample size of an always-valid study", study);
        Control<Fit> fixed = wrong(
                "fixed-size", "the size of a test that is read once", study(base, Estimand.ATE, analysis, 0.3, 0.1));
        for (PlannedStudy.Plan plan : study.plans()) {
            method = home(method, study, List.of(fixed), traffic(new Iid(4, plan.effect(), 10, 1, 0.5), plan));
        }
        return method;
    }

    /**
     * Of many small experiments the first significant one is reported. At a power of 0.3 it exaggerates by 1.8; what is said of
     * it given significance must hold among those that are reported, and among those that report a false effect.
     */
    private static Method<Fit> conditionalEstimate() {
        int units = 200;
        FirstSignificant conditional = new FirstSignificant(units, 0.05, FirstSignificant.Report.CONDITIONAL);
        Method<Fit> method = Method.ofFit("conditional-estimate", "Estimate given significance", conditional, Tier.B);
        List<Control<Fit>> controls = List.of(
                Mutants.shifted(0.3).of(conditional),
                Mutants.oneSidedQuantile().of(conditional),
                Control.foil(
                        "naive-after-selection",
                        "reads the significant result as if it had been the only one",
                        new FirstSignificant(units, 0.05, FirstSignificant.Report.NAIVE)),
                MetricOracle.calibrated(Estimand.ATE));
        // With 150 experiments one in two thousand null worlds has no significant result, and counts against the
        // method.
        int all = 150 * units;
        return method.home(controls, new Iid(all, 0.2, 10, 1, 0.5), new Iid(all + 10 * units, 0.1, 10, 1, 0.5));
    }

    private static Method<Fit> method(String name, String title, PlannedStudy study) {
        List<Claim<Fit>> claims = new ArrayList<>(PlannedPower.ofEffect(POWER));
        claims.add(FitClaim.AA_SIZE);
        return Method.of(name, title, study, Tier.B, claims, Reading::ofFit);
    }

    private static Method<Fit> home(Method<Fit> method, PlannedStudy study, List<Control<Fit>> formulas, Dgp world) {
        return method.home(controls(study, formulas, 0, oracle(study.target(), 0)), world);
    }

    private static List<Control<Fit>> controls(
            PlannedStudy study, List<Control<Fit>> formulas, double nullValue, Control<Fit> oracle) {
        List<Control<Fit>> controls = new ArrayList<>(formulas);
        controls.add(wrong("size-times-0.75", "a quarter of the units saved", study.times(0.75)));
        controls.add(wrong("size-times-1.35", "a third more units than it takes", study.times(1.35)));
        controls.add(Control.foil(
                "post-hoc-power",
                "goes on for as long as it is not significant, as the effect seen so far would be in a larger study",
                new PostHocSizing(study, PILOT, nullValue)));
        controls.add(oracle);
        return controls;
    }

    private static Control<Fit> wrong(String name, String description, Estimator<Fit> study) {
        return Control.mutant(name, description, study);
    }

    /** The world with more units than the plan asks for, and fewer than the next plan would. */
    private static Dgp traffic(Dgp world, PlannedStudy.Plan plan) {
        return world.withSize((int) Math.ceil(TRAFFIC * plan.size().total()));
    }

    /** An answer with exactly the planned power: normal about the truth, which is so many standard errors from the null. */
    private static Control<Fit> oracle(Estimand target, double margin) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "an answer drawn from the normal distribution about the truth, of the precision that gives the planned power",
                (draw, method, random) -> {
                    Estimate estimate = answer(draw, target, margin, random.nextGaussian());
                    TwoArms arms = TwoArms.of(draw.observed());
                    return new Fit(
                            List.of(estimate),
                            Glance.of("oracle", "known", draw.observed(), arms, Map.of()),
                            List.of());
                },
                Optional.empty());
    }

    private static Estimate answer(Draw draw, Estimand target, double margin, double noise) {
        GroundTruth truth = draw.truth();
        double value = truth.value(target);
        double distance = Math.abs(value + margin);
        double error = distance == 0 ? 1 : distance / (Z95 + NormalDistribution.quantile(POWER));
        return Estimate.normal(target, "oracle", value + error * noise, error);
    }

    private static Control<Trajectory> oneLook() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "one look at an answer drawn from the normal distribution about the truth, of the precision that gives the "
                        + "planned power",
                (draw, method, random) -> {
                    Estimate estimate = answer(draw, Estimand.ATE, 0, random.nextGaussian());
                    TwoArms arms = TwoArms.of(draw.observed());
                    double z = estimate.value() / estimate.stdError();
                    return new Trajectory(
                            List.of(new Trajectory.Look(
                                    draw.observed().size(),
                                    1 / (estimate.stdError() * estimate.stdError()),
                                    estimate,
                                    Math.abs(z) > Z95)),
                            Glance.of("oracle", "known", draw.observed(), arms, Map.of()),
                            List.of());
                },
                Optional.empty());
    }
}
