package assay.harness;

import assay.PolicyResult;
import assay.Sample;
import assay.dgp.GroundTruth;
import assay.policy.PolicyComparison;
import java.util.Map;

/** Reads values and gains of policies; regions are described by the data and by the propensities that were used. */
final class PolicyReaders {

    private PolicyReaders() {}

    /** The value. */
    static final class Values implements Reading.Reader<PolicyResult>, WithoutCurve {

        @Override
        public Reading read(PolicyResult result, GroundTruth truth) {
            return Reading.of(result.value(), truth.policies().value(result.policy()));
        }

        @Override
        public Map<String, Double> describe(Sample sample, PolicyResult result) {
            return CateReaders.features(sample, result.glance().diagnostics());
        }
    }

    /** The gain. */
    static final class Gains implements Reading.Reader<PolicyComparison>, WithoutCurve {

        @Override
        public Reading read(PolicyComparison result, GroundTruth truth) {
            return Reading.of(result.gain(), PolicyGainClaim.truth(result, truth));
        }

        @Override
        public Map<String, Double> describe(Sample sample, PolicyComparison result) {
            return CateReaders.features(sample, result.result().glance().diagnostics());
        }
    }
}
