package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Inference;
import assay.Interval;
import assay.baseline.AsTreated;
import assay.certificate.Tier;
import assay.dgp.AdExposure;
import assay.dgp.AdLog;
import assay.dgp.Dgp;
import assay.dgp.GhostAds;
import assay.dgp.GhostLog;
import assay.dgp.GroundTruth;
import assay.experiment.TwoStageLeastSquares;
import assay.incrementality.AttributedReturn;
import assay.incrementality.Attribution;
import assay.incrementality.CaceAndersonRubin;
import assay.incrementality.CaceDelta;
import assay.incrementality.ComplianceBounds;
import assay.incrementality.DeltaRule;
import assay.incrementality.GhostAdsEffect;
import assay.incrementality.IncrementalReturn;
import assay.incrementality.PredictedExposureItt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What an exposure caused: effects of assignment and of exposure, costs, and attribution as their foil. */
final class IncrementalityMethods {

    private static final Control<Fit> ATTRIBUTION = Control.foil(
            "attribution", "credits the ad with every conversion of those who saw it", Attribution.standard());
    private static final Control<Fit> EXPOSED = Control.foil(
            "exposed-minus-unexposed",
            "compares those who saw the ad with those who did not, who would convert less anyway",
            new AsTreated());
    private static final Control<Fit> T_INTERVAL = Control.foil(
            "two-stage-least-squares",
            "a t interval, which weak compliance makes dishonest",
            TwoStageLeastSquares.standard());
    private static final Control<Fit> KNOWN_DENOMINATOR = Control.mutant(
            "exposure-taken-for-known",
            "divides the standard error of the effect of assignment by the share of exposed, as if that were known",
            new CaceDelta(DeltaRule.KNOWN_DENOMINATOR));

    /** Needs an exposure that is a share, which these methods refuse. */
    private static final String FIRST_STAGE = "second-stage-residuals";

    private IncrementalityMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("cace-delta", IncrementalityMethods::caceDelta);
    }

    /** Adds how each method of another type is made, by its name; those of fits whose outcome is of a kind of its own too. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("cace-anderson-rubin", IncrementalityMethods::caceAndersonRubin);
        makers.put("ghost-ads", IncrementalityMethods::ghostAds);
        makers.put("predicted-exposure-itt", IncrementalityMethods::predictedExposure);
        makers.put("compliance-bounds", IncrementalityMethods::complianceBounds);
        makers.put("iroas", IncrementalityMethods::iroas);
    }

    /** The campaign of chapter 12. */
    private static GhostAds campaign(int size) {
        return new GhostAds(size, 0.015, -3.2, 0.5, GhostLog.NONE);
    }

    /** Prospecting: the advertisement is shown to those who are far from buying, and persuades half of them. */
    private static AdExposure prospecting(int size) {
        return new AdExposure(size, 0.5, 1, 0, 3, 0, -3, 0, 0.5, AdLog.GHOST_ADS, 0);
    }

    private static Method<Fit> caceDelta() {
        Method<Fit> method =
                Method.ofFit("cace-delta", "Effect of exposure by the delta method", CaceDelta.standard(), Tier.A);
        for (int n : new int[] {2000, 4000}) {
            method = home(method, Set.of(), List.of(), List.of(ATTRIBUTION, EXPOSED), campaign(n));
        }
        // Exposed and unexposed differ the other way round: here an error that takes the rate for known is too small.
        method = home(method, Set.of(), List.of(KNOWN_DENOMINATOR), List.of(ATTRIBUTION, EXPOSED), prospecting(1000));
        return method.stress(
                AdExposure.brandSearch(1000, 0.93),
                AdExposure.brandSearch(1000, 0.5),
                campaign(2000).withSize(200));
    }

    /** At a first-stage F of 2 and of 3. */
    private static Method<Fit> caceAndersonRubin() {
        Method<Fit> method = Method.of(
                "cace-anderson-rubin",
                "Effect of exposure with the Anderson-Rubin set",
                CaceAndersonRubin.standard(),
                Tier.A,
                SetClaim.all(),
                new Effects());
        // A set is not centred on its estimate, so that nothing is claimed of one that is moved.
        Set<String> spared = Set.of("shift-0.3-se");
        for (int n : new int[] {1000, 2000}) {
            method = home(
                    method,
                    spared,
                    List.of(),
                    List.of(T_INTERVAL, ATTRIBUTION, EXPOSED),
                    AdExposure.brandSearch(n, 0.93));
        }
        return home(method, spared, List.of(), List.of(ATTRIBUTION, EXPOSED), AdExposure.standard(2000));
    }

    private static Method<Fit> ghostAds() {
        Method<Fit> method = Method.of(
                "ghost-ads",
                "Effect of exposure by ghost ads",
                GhostAdsEffect.standard(),
                Tier.A,
                FitClaim.all(),
                new Effects());
        for (int n : new int[] {1000, 2000}) {
            method = home(method, Set.of(), List.of(), List.of(ATTRIBUTION, EXPOSED), AdExposure.standard(n));
        }
        // A log that misses impressions in the control arm, and a control arm that sees the ad: refused.
        return method.stress(
                AdExposure.standard(4000).withLog(AdLog.GHOST_ADS, 0.2),
                AdExposure.standard(4000).withLeak(0.1));
    }

    private static Method<Fit> predictedExposure() {
        Method<Fit> method = Method.of(
                "predicted-exposure-itt",
                "Effect of exposure among those predicted to be exposed",
                PredictedExposureItt.standard(),
                Tier.A,
                FitClaim.all(),
                new Effects());
        AdExposure complete = AdExposure.standard(1000).withLog(AdLog.PREDICTED, 0);
        method = home(method, Set.of(), List.of(), List.of(ATTRIBUTION, EXPOSED), complete, complete.withSize(2000));
        // A third of the exposed was not predicted, who respond like the others.
        method = home(
                method,
                Set.of(),
                List.of(),
                List.of(ATTRIBUTION, EXPOSED),
                AdExposure.standard(2000).withLog(AdLog.PREDICTED, 1.0 / 3));
        return method.stress(AdExposure.brandSearch(1000, 0.93).withLog(AdLog.PREDICTED, 0));
    }

    private static Method<Fit> complianceBounds() {
        Method<Fit> method = Method.of(
                "compliance-bounds",
                "Bounds for the effect on all",
                ComplianceBounds.standard(),
                Tier.A,
                SetClaim.all(),
                new Effects());
        List<Control<Fit>> mutants = List.of(Control.mutant(
                "no-sampling-error", "takes the estimated bounds for the true ones", IncrementalityMethods::bare));
        List<Control<Fit>> foils = List.of(
                Control.foil(
                        "late-as-ate",
                        "takes the effect on compliers for the effect on all",
                        new Renamed(TwoStageLeastSquares.standard(), Estimand.ATE)),
                Control.foil(
                        "exposed-minus-unexposed",
                        "compares those who saw the ad with those who did not, who would convert less anyway",
                        new Renamed(new AsTreated(), Estimand.ATE)));
        Set<String> spared = Set.of("shift-0.3-se");
        // All whom the ad does not reach would convert if it did: the effect on all is the upper bound.
        for (int n : new int[] {1000, 2000}) {
            method = home(method, spared, mutants, foils, AdExposure.standard(n).withElsewhere(20));
        }
        return method.stress(
                AdExposure.standard(1000).withElsewhere(10).withLeak(0.3), AdExposure.brandSearch(1000, 0.93));
    }

    private static Fit bare(Fit fit) {
        double lower = fit.terms().get(1).value();
        double upper = fit.terms().get(2).value();
        Inference inference = new Plain(new Interval(Math.min(lower, upper), Math.max(lower, upper)));
        Estimate e = fit.estimate();
        return new Fit(
                List.of(new Estimate(e.estimand(), e.term(), e.value(), e.stdError(), inference)),
                fit.glance(),
                List.of());
    }

    private static Method<Fit> iroas() {
        Method<Fit> method = Method.of(
                "iroas",
                "Incremental return on ad spend",
                IncrementalReturn.standard(),
                Tier.A,
                FitClaim.all(),
                new Effects());
        Control<Fit> attributed = Control.foil(
                "attributed-return",
                "divides all revenue of those who saw the ad by what it cost",
                AttributedReturn.standard());
        for (int n : new int[] {2000, 4000}) {
            method = home(method, Set.of(), List.of(), List.of(attributed), AdExposure.standard(n));
        }
        return method.stress(
                // Few are reached, and cost can hardly be told from nothing.
                AdExposure.standard(1000).withReach(-7), AdExposure.brandSearch(1000, 0.93));
    }

    private static Method<Fit> home(
            Method<Fit> start,
            Set<String> spared,
            List<Control<Fit>> mutants,
            List<Control<Fit>> foils,
            Dgp... worlds) {
        Method<Fit> method = start;
        Estimator<Fit> estimator = start.estimator();
        for (Dgp world : worlds) {
            Set<String> without = new HashSet<>(spared);
            without.add(FIRST_STAGE);
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(estimator, method.tier(), world), without));
            controls.addAll(mutants);
            controls.addAll(foils);
            controls.add(Oracle.of(estimator.target()));
            method = method.home(controls, world);
        }
        return method;
    }

    /** Without a curve of power: the effect of these worlds is a share of persuaded, and what is estimated another number. */
    private static final class Effects implements Reading.Reader<Fit>, WithoutCurve {

        @Override
        public Reading read(Fit fit, GroundTruth truth) {
            return Reading.ofFit(fit, truth);
        }
    }

    /** An interval that is the same at every level. */
    private record Plain(Interval known) implements Inference {

        @Override
        public Interval interval(double level) {
            return known;
        }

        @Override
        public double pValue(double nullValue) {
            return known.contains(nullValue) ? 1 : 0;
        }
    }
}
