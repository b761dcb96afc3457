package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Sample;
import assay.cate.CateFit;
import assay.cate.GroupEffects;
import assay.dgp.GroundTruth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads results about effects that differ. Regions are described by the data and by the overlap of the propensities that were used; of
 * effects by unit also by how far they stand out of their standard errors: where they do, what intervals miss is bias.
 */
final class CateReaders {

    private CateReaders() {}

    /** An average effect. */
    static final class Averages implements Reading.Reader<Fit>, WithoutCurve {

        @Override
        public Reading read(Fit result, GroundTruth truth) {
            return Reading.ofFit(result, truth);
        }
    }

    /** Coefficients: figures show the first of each sample. */
    static final class Coefficients implements Reading.Reader<Fit>, WithoutCurve {

        @Override
        public @Nullable Reading read(Fit result, GroundTruth truth) {
            return Reading.ofTargets(result, truth);
        }

        @Override
        public Map<String, Double> describe(Sample sample, Fit result) {
            return features(sample, result.glance().diagnostics());
        }
    }

    /** Effects by unit: figures show the first interior unit of each sample. */
    static final class Units implements Reading.Reader<CateFit>, WithoutCurve {

        @Override
        public @Nullable Reading read(CateFit result, GroundTruth truth) {
            double[] variances = result.variances().orElse(null);
            for (int i = 0; variances != null && i < variances.length; i++) {
                if (result.interior()[i] && variances[i] > 0 && Double.isFinite(variances[i])) {
                    double error = Math.sqrt(variances[i]);
                    Estimate estimate = Estimate.normal(Estimand.CATE, "unit", result.effects()[i], error);
                    return Reading.of(estimate, Surfaces.effects(truth)[i]);
                }
            }
            return null;
        }

        @Override
        public Map<String, Double> describe(Sample sample, CateFit result) {
            double low = 1;
            double high = 0;
            for (double e : result.scores().propensity()) {
                low = Math.min(low, e);
                high = Math.max(high, e);
            }
            Map<String, Double> features =
                    new LinkedHashMap<>(features(sample, Map.of("min_propensity", low, "max_propensity", high)));
            double signal = signal(result);
            if (!features.isEmpty() && Double.isFinite(signal)) {
                features.put(Descriptor.EFFECT_OVER_SE.code(), signal);
            }
            return features;
        }

        /** How far effects stand out of their errors: their standard deviation over their mean standard error. */
        private static double signal(CateFit fit) {
            double[] variances = fit.variances().orElse(null);
            if (variances == null) {
                return Double.NaN;
            }
            double mean = 0;
            double error = 0;
            for (int i = 0; i < variances.length; i++) {
                mean += fit.effects()[i] / variances.length;
                error += Math.sqrt(variances[i]) / variances.length;
            }
            double squares = 0;
            for (double effect : fit.effects()) {
                squares += (effect - mean) * (effect - mean);
            }
            return Math.sqrt(squares / variances.length) / error;
        }
    }

    /** Groups: figures show the lowest group of each sample. */
    static final class Groups implements Reading.Reader<GroupEffects>, WithoutCurve {

        @Override
        public Reading read(GroupEffects result, GroundTruth truth) {
            double[] truths = result.means(Surfaces.effects(truth));
            return Reading.of(result.pointwise().estimate(), truths[0]);
        }

        @Override
        public Map<String, Double> describe(Sample sample, GroupEffects result) {
            return features(sample, result.pointwise().glance().diagnostics());
        }
    }

    /** Tests: figures show p-values. */
    static final class Tests implements Reading.Reader<HypothesisTest>, WithoutCurve {

        @Override
        public @Nullable Reading read(HypothesisTest result, GroundTruth truth) {
            return null;
        }

        @Override
        public double pValue(HypothesisTest result, GroundTruth truth) {
            return TestClaim.READER.pValue(result, truth);
        }

        @Override
        public Map<String, Double> describe(Sample sample, HypothesisTest result) {
            return features(sample, result.glance().diagnostics());
        }
    }

    /** What the data look like, none where they are not of two arms and one outcome. */
    static Map<String, Double> features(Sample sample, Map<String, Double> diagnostics) {
        Glance glance = new Glance("", "", sample.size(), 0, 0, 0, 0, diagnostics);
        Fit fit = new Fit(List.of(Estimate.normal(Estimand.CATE, "", 0, 1)), glance, List.of());
        try {
            Map<String, Double> features = new LinkedHashMap<>(Descriptors.of(sample, fit));
            features.remove(Descriptor.EFFECT_OVER_SE.code());
            return features;
        } catch (EstimationException e) {
            return Map.of();
        }
    }
}
