package assay.harness;

import assay.Estimator;
import assay.Fit;
import assay.HypothesisTest;
import assay.Rejections;
import assay.baseline.DriftAtEveryRound;
import assay.baseline.NaiveCampaign;
import assay.baseline.SustainedEvidence;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.campaign.CampaignWorld;
import assay.dgp.campaign.DriftingCampaign;
import assay.dgp.campaign.Measure;
import assay.dgp.campaign.Response;
import assay.dgp.campaign.Shift;
import assay.rounds.CampaignDrift;
import assay.rounds.CampaignEffects;
import assay.rounds.CampaignGraduation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Experiments in adaptive rounds. Every replicate is a whole campaign: segments are found, arms follow results, and what is claimed is
 * claimed of its end.
 */
final class CampaignMethods {

    private static final double RATE = 0.05;
    private static final double POWER = 0.8;
    private static final double GRADUATED = 0.5;

    private CampaignMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("campaign-effects", CampaignMethods::effects);
        makers.put("campaign-graduation", CampaignMethods::graduation);
        makers.put("campaign-drift", CampaignMethods::drift);
    }

    private static Method<Fit> effects() {
        CampaignEffects estimator = CampaignEffects.standard();
        List<Control<Fit>> controls = List.of(
                CampaignControls.repeated(2, estimator),
                CampaignControls.evenChances(),
                Control.foil(
                        "naive-campaign",
                        "compares means over all rounds, as if no result had moved arms and segments",
                        new NaiveCampaign()),
                CampaignControls.knownEffects());
        return Method.ofVector("campaign-effects", "Effects after a campaign", estimator, Tier.C)
                .home(controls, thin(4000), thin(6000), CampaignWorld.standard(8000, 0.1, Measure.CONVERSION))
                .stress(CampaignWorld.standard(1500, 0.1, Measure.CONVERSION));
    }

    /** Floors so thin that results decide who is measured. */
    private static CampaignWorld thin(int size) {
        return new CampaignWorld(size, 5, 3, 0.3, Response.STEP, Measure.GAUSSIAN, 0.02, 0.06, 1, 2);
    }

    private static CampaignWorld smooth(int size) {
        return new CampaignWorld(size, 5, 3, 0.5, Response.SMOOTH, Measure.GAUSSIAN, 0.05, 0.1, 1, 3);
    }

    private static Method<Rejections> graduation() {
        CampaignGraduation estimator = CampaignGraduation.standard();
        CampaignGraduation bounded = estimator.within(Measure.CONVERSION.range());
        List<Claim<Rejections>> claims = new ArrayList<>(RejectionsClaim.falseDiscoveryRate(RATE));
        claims.add(RejectionsClaim.power(GRADUATED));
        return Method.of(
                        "campaign-graduation",
                        "Graduation by e-values",
                        estimator,
                        Tier.B,
                        List.copyOf(claims),
                        Reading.none())
                .home(
                        graduates(estimator),
                        CampaignWorld.standard(8000, 0.6, Measure.GAUSSIAN),
                        CampaignWorld.standard(16_000, 0.45, Measure.GAUSSIAN))
                .home(graduates(bounded), CampaignWorld.standard(8000, 0.25, Measure.CONVERSION))
                .stress(smooth(8000));
    }

    private static List<Control<Rejections>> graduates(Estimator<Rejections> estimator) {
        return List.of(
                CampaignControls.repeated(4, estimator),
                CampaignControls.everyLook(RATE),
                Control.foil(
                        "sustained-evidence",
                        "lets a pair graduate whose posterior is above 95 % in two rounds of cumulative rows",
                        new SustainedEvidence(1 - RATE)),
                MultiplicityControls.oracle());
    }

    private static Method<HypothesisTest> drift() {
        CampaignDrift estimator = CampaignDrift.standard();
        List<Control<HypothesisTest>> controls = List.of(
                CampaignControls.repeated(9, estimator),
                CampaignControls.multiplied(10),
                Control.foil(
                        "drift-at-every-round",
                        "a z test of its own for each round and segment",
                        new DriftAtEveryRound()),
                CampaignControls.knownChange());
        List<Claim<HypothesisTest>> claims = new ArrayList<>(TestClaim.all(POWER));
        claims.add(new AlarmDelayClaim(1, POWER));
        return Method.of(
                        "campaign-drift",
                        "Drift alarm of a campaign",
                        estimator,
                        Tier.B,
                        List.copyOf(claims),
                        TestClaim.READER)
                .home(controls, home())
                .stress(DriftingCampaign.standard(2400, 0.5, Shift.EFFECT));
    }

    private static Dgp[] home() {
        return new Dgp[] {
            DriftingCampaign.standard(4800, 0.5, Shift.LEVEL),
            DriftingCampaign.standard(9600, 0.5, Shift.LEVEL),
            DriftingCampaign.standard(4800, 1, Shift.EFFECT)
        };
    }
}
