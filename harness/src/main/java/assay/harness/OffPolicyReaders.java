package assay.harness;

import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.dgp.GroundTruth;
import assay.offpolicy.LoggedSample;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads values of policies. Regions are described by the rows, the covariates and the smallest propensity of an action taken. */
final class OffPolicyReaders {

    private OffPolicyReaders() {}

    /** A value with an interval. */
    static final class Values implements Reading.Reader<Fit>, WithoutCurve {

        @Override
        public Reading read(Fit result, GroundTruth truth) {
            return Reading.ofFit(result, truth);
        }

        @Override
        public Map<String, Double> describe(Sample sample, Fit result) {
            return features(sample);
        }
    }

    /** A value at every look: figures show the last. */
    static final class Paths implements Reading.Reader<Trajectory>, WithoutCurve {

        @Override
        public Reading read(Trajectory result, GroundTruth truth) {
            return Reading.of(
                    result.looks().get(result.looks().size() - 1).estimate(),
                    truth.value(result.looks().get(0).estimate().estimand()));
        }

        @Override
        public Map<String, Double> describe(Sample sample, Trajectory result) {
            return features(sample);
        }
    }

    private static Map<String, Double> features(Sample sample) {
        Map<String, Double> features = new LinkedHashMap<>();
        features.put(Descriptor.ROWS.code(), (double) sample.size());
        features.put(
                Descriptor.COVARIATES.code(),
                sample.has(Role.COVARIATE) ? (double) sample.covariates().count() : 0);
        features.put(
                Descriptor.SMALLEST_PROPENSITY.code(), LoggedSample.of(sample).smallestPropensity());
        return features;
    }
}
