package assay.certificate;

import assay.Interval;
import java.util.List;

/** Evidence on zeros and ones, a function of their number and sum alone: {@link MixtureEvidence}. */
final class CountingEvidence implements RunningEvidence {

    private final ClaimSpec spec;
    private int count;
    private double sum;

    CountingEvidence(ClaimSpec spec) {
        this(spec, 0, 0);
    }

    CountingEvidence(ClaimSpec spec, int count, double sum) {
        this.spec = spec;
        this.count = count;
        this.sum = sum;
    }

    @Override
    public void add(double score) {
        double counted = ScoreKind.counted(score);
        if (counted != 0 && counted != 1) {
            throw new IllegalStateException("claim " + spec.name() + " scores 0 or 1, not " + score);
        }
        sum += counted;
        count++;
    }

    @Override
    public int replicates() {
        return count;
    }

    @Override
    public double sum() {
        return sum;
    }

    @Override
    public double logCertify() {
        return spec.evidence().logCertify(sum, count);
    }

    @Override
    public double logRefute() {
        return spec.evidence().logRefute(sum, count);
    }

    @Override
    public Verdict verdict() {
        return spec.evidence().verdict(sum, count, spec.epsilon(), spec.refuteEpsilon());
    }

    @Override
    public boolean settled() {
        return spec.evidence().verdict(sum, count, spec.stopEpsilon(), spec.refuteEpsilon()) != Verdict.INCONCLUSIVE;
    }

    @Override
    public Interval interval() {
        return spec.sequence().interval(sum, count);
    }

    @Override
    public List<Double> checkpoint() {
        return List.of((double) count, sum);
    }
}
