package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.baseline.KnownBaseline;
import assay.baseline.NaiveQuantile;
import assay.baseline.OneSample;
import assay.baseline.PostTreatmentAdjustment;
import assay.baseline.SessionLevelRatio;
import assay.certificate.Tier;
import assay.dgp.CovariateWorld;
import assay.dgp.Dgp;
import assay.dgp.History;
import assay.dgp.LogNormal;
import assay.dgp.PrePost;
import assay.dgp.RatioWorld;
import assay.dgp.Surface;
import assay.distribution.NormalDistribution;
import assay.experiment.Cuped;
import assay.experiment.CupedRatio;
import assay.experiment.MlRate;
import assay.experiment.QuantileEffect;
import assay.experiment.RatioMetric;
import assay.experiment.RelativeLift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The methods of chapter 3: metrics and their variance. */
final class MetricMethods {

    private static final Control<Fit> SESSIONS = Control.foil(
            "session-level-ratio", "takes sessions of one user for independent coins", new SessionLevelRatio());
    private static final Control<Fit> KNOWN_BASELINE =
            Control.foil("known-baseline", "takes the control mean for a known constant", new KnownBaseline());
    private static final Control<Fit> DURING = Control.foil(
            "post-treatment-adjustment",
            "adjusts for activity during the experiment, which treatment has moved",
            new PostTreatmentAdjustment());
    private static final Control<Fit> MEAN_ERROR = Control.foil(
            "naive-quantile",
            "takes the standard error of a difference in means for that of a quantile",
            new NaiveQuantile(0.9));
    private static final Control<Fit> ONE_SAMPLE =
            Control.foil("one-sample", "takes the mean of the controls for a known constant", new OneSample());

    private MetricMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("ratio", MetricMethods::ratio);
        makers.put("relative-lift", MetricMethods::relativeLift);
        makers.put("cuped", MetricMethods::cuped);
        makers.put("cuped-ratio", MetricMethods::cupedRatio);
        makers.put("mlrate", MetricMethods::mlrate);
        makers.put("quantile", MetricMethods::quantile);
    }

    private static Method<Fit> ratio() {
        Method<Fit> method = Method.ofFit("ratio", "Ratio metric by the delta method", RatioMetric.standard(), Tier.A);
        Control<Fit> oracle = MetricOracle.calibrated(Estimand.RATIO);
        // The fewest users show a normal quantile in place of Student's.
        method = home(
                method, SESSIONS, oracle, RatioWorld.standard(60), RatioWorld.standard(240), RatioWorld.standard(960));
        return method.stress(
                // Few users; conversions so rare that most users have none; few users treated.
                RatioWorld.standard(12),
                new RatioWorld(300, 0.01, 0.005, 4, 0, History.NONE, 0.5),
                new RatioWorld(300, 0.2, 0.02, 4, 0.2, History.NONE, 0.05));
    }

    private static Method<Fit> relativeLift() {
        Method<Fit> method = Method.ofFit("relative-lift", "Relative lift", RelativeLift.standard(), Tier.A);
        Control<Fit> oracle = MetricOracle.calibrated(Estimand.LIFT);
        // Treatment doubles amounts: here a baseline that is taken as known shows.
        method = home(method, KNOWN_BASELINE, oracle, amounts(1000, 1, 0.5), amounts(4000, 1, 0.5));
        // The ratio is skewed: with fewer rows the upper end gives way first.
        return method.stress(
                amounts(60, 1, 0.5),
                amounts(400, 1, 0.5),
                amounts(400, 0.1, 1.5),
                // A baseline three to four standard errors from 0, where Fieller's interval is at times the whole line.
                new PrePost(200, 0.1, 0, 0.35, 0, 0.5));
    }

    private static Method<Fit> cuped() {
        Method<Fit> method = Method.of("cuped", "CUPED", Cuped.standard(), Tier.A, claims(), Reading::ofFit);
        Control<Fit> oracle = MetricOracle.adjusted();
        method = home(
                method,
                DURING,
                oracle,
                PrePost.standard(200),
                PrePost.standard(800),
                new PrePost(200, 0.3, 0.7, 5, 0.3, 0.5));
        return method.stress(
                // A pre-period that says nothing, and few units.
                new PrePost(200, 0.3, 0, 5, 0, 0.5), PrePost.standard(16));
    }

    private static Method<Fit> cupedRatio() {
        Method<Fit> method = Method.of(
                "cuped-ratio", "CUPED for ratio metrics", CupedRatio.standard(), Tier.B, claims(), Reading::ofFit);
        Control<Fit> oracle = MetricOracle.narrow(Estimand.RATIO, RatioMetric.standard());
        method = home(
                method,
                SESSIONS,
                oracle,
                RatioWorld.standard(240).withHistory(),
                RatioWorld.standard(960).withHistory());
        return method.stress(RatioWorld.standard(24).withHistory());
    }

    private static Method<Fit> mlrate() {
        Method<Fit> method =
                Method.ofFit("mlrate", "Adjustment by cross-fitted predictions", MlRate.standard(), Tier.B);
        Control<Fit> oracle = Oracle.of(Estimand.SATE);
        method = home(
                method,
                ONE_SAMPLE,
                oracle,
                CovariateWorld.randomised(300, Surface.NONLINEAR),
                CovariateWorld.randomised(1200, Surface.NONLINEAR));
        return method.stress(CovariateWorld.randomised(60, Surface.NONLINEAR));
    }

    private static Method<Fit> quantile() {
        Method<Fit> method = Method.ofFit("quantile", "Quantile effect", QuantileEffect.standard(), Tier.B);
        Control<Fit> oracle = MetricOracle.calibrated(Estimand.QTE);
        method = home(method, MEAN_ERROR, oracle, tail(600, 0.5), tail(2400, 0.5), tail(1600, 1));
        // Few rows, and a tail so long that the density changes between the order statistics.
        return method.stress(tail(100, 1), tail(400, 2));
    }

    /** Amounts of mean 1 that treatment makes so much larger. */
    private static LogNormal amounts(int n, double lift, double logSd) {
        return new LogNormal(n, lift, -logSd * logSd / 2, logSd, 0.9, 0.5);
    }

    /** Amounts whose 90th percentile is 1 and becomes 1.5. */
    private static LogNormal tail(int n, double logSd) {
        return new LogNormal(n, 0.5, logSd * NormalDistribution.quantile(0.1), logSd, 0.9, 0.5);
    }

    private static List<Claim<Fit>> claims() {
        List<Claim<Fit>> claims = new ArrayList<>(FitClaim.all());
        claims.add(new NarrowerClaim());
        return claims;
    }

    private static Method<Fit> home(Method<Fit> start, Control<Fit> foil, Control<Fit> oracle, Dgp... worlds) {
        Method<Fit> method = start;
        for (Dgp world : worlds) {
            Estimator<Fit> estimator = method.estimator();
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(estimator, method.tier(), world), Set.of()));
            controls.add(foil);
            controls.add(oracle);
            method = method.home(controls, world);
        }
        return method;
    }
}
