package assay.harness;

import assay.Estimator;
import assay.Rejections;
import assay.baseline.PeekedMetrics;
import assay.baseline.UnadjustedMetrics;
import assay.baseline.UnadjustedStream;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.ExperimentSeries;
import assay.dgp.ManyArms;
import assay.dgp.ManyMetrics;
import assay.dgp.MetricDependence;
import assay.experiment.ArmTests;
import assay.experiment.MetricEvidence;
import assay.experiment.MetricTests;
import assay.experiment.OnlineTests;
import assay.harness.MultiplicityControls.Defect;
import assay.harness.MultiplicityControls.DefectiveTests;
import assay.harness.MultiplicityControls.InvertedStream;
import assay.harness.MultiplicityControls.SeparateArms;
import assay.multiplicity.Dunnett;
import assay.multiplicity.ELond;
import assay.multiplicity.GammaSequence;
import assay.multiplicity.LordPlusPlus;
import assay.multiplicity.OnlineRule;
import assay.multiplicity.PValueAdjustment;
import assay.multiplicity.Saffron;
import assay.sequential.AnytimeNormal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Procedures for several hypotheses, each certified under the dependence under which it promises its error rate. Where it does not
 * promise it, a stress cell shows what happens.
 */
final class MultiplicityMethods {

    private static final double LEVEL = 0.05;
    private static final double POWER = 0.8;
    private static final int FEW = 100;
    private static final int MANY = 400;
    private static final int LOOKS = 10;

    private static final Control<Rejections> UNADJUSTED =
            Control.foil("unadjusted", "tests each metric as if it were the only one", new UnadjustedMetrics(LEVEL));
    private static final Control<Rejections> SAME_LEVEL =
            Control.foil("unadjusted", "tests each experiment at the same level", new UnadjustedStream(LEVEL));
    private static final Control<Rejections> ORACLE = MultiplicityControls.oracle();

    private MultiplicityMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("holm", MultiplicityMethods::holm);
        makers.put("hochberg", MultiplicityMethods::hochberg);
        makers.put("dunnett", MultiplicityMethods::dunnett);
        makers.put("benjamini-hochberg", MultiplicityMethods::benjaminiHochberg);
        makers.put("benjamini-yekutieli", MultiplicityMethods::benjaminiYekutieli);
        makers.put("storey", MultiplicityMethods::storey);
        makers.put("e-bh", MultiplicityMethods::eBh);
        makers.put("lord", MultiplicityMethods::lord);
        makers.put("saffron", MultiplicityMethods::saffron);
        makers.put("e-lond", MultiplicityMethods::eLond);
    }

    private static Method<Rejections> holm() {
        List<Control<Rejections>> independent = controls(
                MultiplicityControls.level(2, LEVEL),
                tests("benjamini-hochberg", "keeps another error rate", PValueAdjustment.BENJAMINI_HOCHBERG));
        List<Control<Rejections>> two = controls(
                MultiplicityControls.level(2, LEVEL),
                defect("one-rank-too-far", "the critical value of the rank after", Defect.STEP_DOWN_RANK));
        List<Control<Rejections>> worst = controls(
                tests("benjamini-hochberg", "keeps another error rate", PValueAdjustment.BENJAMINI_HOCHBERG),
                tests("step-up", "goes up from the largest p-value, as Hochberg does", PValueAdjustment.HOCHBERG));
        return familywise("holm", "Holm", new MetricTests(PValueAdjustment.HOLM, LEVEL))
                .home(independent, ManyMetrics.standard(FEW), ManyMetrics.standard(MANY))
                .home(two, ManyMetrics.standard(FEW).withMetrics(2, 0.5))
                .home(worst, worst(MetricDependence.WORST_FOR_HOCHBERG, FEW));
    }

    private static Method<Rejections> hochberg() {
        List<Control<Rejections>> independent = controls(
                MultiplicityControls.level(2, LEVEL),
                tests("benjamini-hochberg", "keeps another error rate", PValueAdjustment.BENJAMINI_HOCHBERG));
        List<Control<Rejections>> positive = controls(
                MultiplicityControls.level(4, LEVEL),
                defect("four-ranks-too-far", "another error rate, four ranks too far", Defect.STEP_UP_FOUR_RANKS));
        return familywise("hochberg", "Hochberg", new MetricTests(PValueAdjustment.HOCHBERG, LEVEL))
                .home(independent, ManyMetrics.standard(FEW), ManyMetrics.standard(MANY))
                .home(positive, factor(MetricDependence.COMMON_FACTOR, 0.5))
                .stress(worst(MetricDependence.WORST_FOR_HOCHBERG, FEW), factor(MetricDependence.OPPOSED, 0.5));
    }

    private static Method<Rejections> dunnett() {
        List<Control<Rejections>> controls = List.of(
                MultiplicityControls.level(2, LEVEL),
                Control.mutant(
                        "control-without-error",
                        "the standard error of the treated arm alone",
                        new SeparateArms(SeparateArms.StandardError.TREATED_ARM, LEVEL)),
                Control.foil(
                        "unadjusted",
                        "tests each treatment as if it were the only one",
                        new SeparateArms(SeparateArms.StandardError.BOTH_ARMS, LEVEL)),
                ORACLE);
        ManyArms small = ManyArms.standard(80);
        return familywise("dunnett", "Dunnett", new ArmTests(Dunnett.Steps.STEP_DOWN, LEVEL))
                .home(controls, small, ManyArms.standard(240))
                .stress(new ManyArms(80, 3, small.effect(), 1, 0.5));
    }

    private static Method<Rejections> benjaminiHochberg() {
        List<Control<Rejections>> independent = controls(
                MultiplicityControls.level(2, LEVEL),
                defect("one-rank-too-far", "the critical value of the rank after", Defect.STEP_UP_RANK));
        List<Control<Rejections>> positive = List.of(
                MultiplicityControls.level(4, LEVEL),
                defect("four-ranks-too-far", "the critical value of four ranks after", Defect.STEP_UP_FOUR_RANKS),
                peeked(),
                ORACLE);
        return discoveries(
                        "benjamini-hochberg",
                        "Benjamini and Hochberg",
                        new MetricTests(PValueAdjustment.BENJAMINI_HOCHBERG, LEVEL))
                .home(independent, ManyMetrics.standard(FEW), ManyMetrics.standard(MANY))
                .home(positive, factor(MetricDependence.COMMON_FACTOR, 0.5))
                .stress(
                        worst(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, FEW),
                        factor(MetricDependence.OPPOSED, 0.5));
    }

    private static Method<Rejections> benjaminiYekutieli() {
        List<Control<Rejections>> controls = controls(
                MultiplicityControls.level(4, LEVEL),
                tests("harmonic-sum-left-out", "does without the harmonic sum", PValueAdjustment.BENJAMINI_HOCHBERG));
        return discoveries(
                        "benjamini-yekutieli",
                        "Benjamini and Yekutieli",
                        new MetricTests(PValueAdjustment.BENJAMINI_YEKUTIELI, LEVEL))
                .home(
                        controls,
                        worst(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, FEW),
                        worst(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, MANY))
                // The dependence at which its own critical values are met: the harmonic sum of 20 is 3.6.
                .stress(
                        ManyMetrics.standard(FEW)
                                .withDependence(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, LEVEL / 3.6),
                        ManyMetrics.standard(FEW));
    }

    private static Method<Rejections> storey() {
        List<Control<Rejections>> controls = controls(
                MultiplicityControls.level(2, LEVEL),
                defect("four-ranks-too-far", "the critical value of four ranks after", Defect.STEP_UP_FOUR_RANKS));
        return discoveries("storey", "Storey", new MetricTests(PValueAdjustment.STOREY, LEVEL))
                .home(controls, ManyMetrics.standard(FEW), ManyMetrics.standard(MANY))
                .stress(
                        factor(MetricDependence.COMMON_FACTOR, 0.8),
                        worst(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, FEW));
    }

    private static Method<Rejections> eBh() {
        List<Control<Rejections>> controls = List.of(
                defect("one-over-p", "one over the p-value for an e-value", Defect.ONE_OVER_P),
                defect("each-alone", "one over the p-value of each metric by itself", Defect.ONE_OVER_P_ALONE),
                peeked(),
                ORACLE);
        return discoveries("e-bh", "e-BH", new MetricEvidence(LEVEL, planned(MANY)))
                .home(
                        controls,
                        worst(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, FEW),
                        worst(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, MANY))
                .stress(ManyMetrics.standard(FEW), factor(MetricDependence.COMMON_FACTOR, 0.5));
    }

    private static Method<Rejections> lord() {
        List<Control<Rejections>> controls = List.of(
                online("pays-back-1", "wins back 1 for each rejection in place of q", lord(0.99)),
                fixed("level-times-4", "four times the level, the same for all", 4 * LEVEL),
                SAME_LEVEL,
                ORACLE);
        return discoveries("lord", "LORD++", online(lord(LEVEL)))
                .home(controls, ExperimentSeries.standard(20), ExperimentSeries.standard(60))
                .stress(ExperimentSeries.standard(60).withOverlap(0.5));
    }

    /** LORD++ of a platform that plans a hundred experiments, with the first wealth of the level. */
    private static LordPlusPlus lord(double rate) {
        return new LordPlusPlus(rate, LEVEL / 10, GammaSequence.upTo(GammaSequence.Shape.LORD, 100));
    }

    private static Method<Rejections> saffron() {
        List<Control<Rejections>> controls = List.of(
                online("rate-times-10", "ten times the rate", Saffron.standard(10 * LEVEL)),
                fixed("level-times-4", "four times the level, the same for all", 4 * LEVEL),
                SAME_LEVEL,
                ORACLE);
        return discoveries("saffron", "SAFFRON", online(Saffron.standard(LEVEL)))
                .home(controls, ExperimentSeries.standard(20), ExperimentSeries.standard(60))
                // Metrics of the same units: a crowd of small p-values costs SAFFRON nothing.
                .stress(ExperimentSeries.standard(100).withOverlap(0.9));
    }

    private static Method<Rejections> eLond() {
        List<Control<Rejections>> controls = List.of(
                Control.mutant(
                        "one-over-p-at-10",
                        "one over the p-value for an e-value, at ten times the rate",
                        new InvertedStream(new ELond(10 * LEVEL))),
                fixed("level-times-4", "four times the level, the same for all", 4 * LEVEL),
                SAME_LEVEL,
                ORACLE);
        return discoveries("e-lond", "e-LOND", online(new ELond(LEVEL)))
                .home(controls, ExperimentSeries.standard(20), ExperimentSeries.standard(60))
                .stress(ExperimentSeries.standard(20).withOverlap(0.9));
    }

    private static Method<Rejections> familywise(String name, String title, Estimator<Rejections> estimator) {
        return of(name, title, estimator, RejectionsClaim.familywiseErrorRate(LEVEL));
    }

    private static Method<Rejections> discoveries(String name, String title, Estimator<Rejections> estimator) {
        return of(name, title, estimator, RejectionsClaim.falseDiscoveryRate(LEVEL));
    }

    private static Method<Rejections> of(
            String name, String title, Estimator<Rejections> estimator, List<Claim<Rejections>> errors) {
        List<Claim<Rejections>> claims = new ArrayList<>(errors);
        claims.add(RejectionsClaim.power(POWER));
        return Method.of(name, title, estimator, Tier.B, claims, Reading.none());
    }

    private static List<Control<Rejections>> controls(Control<Rejections> one, Control<Rejections> other) {
        return List.of(one, other, UNADJUSTED, ORACLE);
    }

    private static Control<Rejections> tests(String name, String description, PValueAdjustment adjustment) {
        return Control.mutant(name, description, new MetricTests(adjustment, LEVEL));
    }

    private static Control<Rejections> defect(String name, String description, Defect defect) {
        return Control.mutant(name, description, new DefectiveTests(defect, LEVEL));
    }

    private static Control<Rejections> peeked() {
        return Control.foil(
                "peeked",
                "adjusts the smallest p-value of " + LOOKS + " looks for the number of metrics alone",
                new PeekedMetrics(PValueAdjustment.BENJAMINI_HOCHBERG, LEVEL, LOOKS));
    }

    private static OnlineTests online(OnlineRule rule) {
        return new OnlineTests(rule, planned(60));
    }

    private static Control<Rejections> online(String name, String description, OnlineRule rule) {
        return Control.mutant(name, description, online(rule));
    }

    private static Control<Rejections> fixed(String name, String description, double level) {
        return Control.mutant(name, description, new UnadjustedStream(level));
    }

    /** The mixing distribution that is sharpest at a size, at the level that one of twenty gets; in whole units. */
    private static double planned(int units) {
        return Math.rint(AnytimeNormal.optimalPriorUnits(units, LEVEL / 20));
    }

    private static ManyMetrics worst(MetricDependence dependence, int size) {
        return ManyMetrics.standard(size).withDependence(dependence, LEVEL);
    }

    private static Dgp factor(MetricDependence dependence, double strength) {
        return ManyMetrics.standard(FEW).withDependence(dependence, strength);
    }
}
