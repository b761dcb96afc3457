package assay.harness;

import assay.Interval;
import assay.certificate.ClaimSpec;
import assay.certificate.Distribution;
import assay.certificate.ErrorRates;
import assay.certificate.NullDistribution;
import assay.certificate.RunningEvidence;
import assay.certificate.ScoreKind;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The A/A tests of one metric and one contrast. Not thread-safe; tests are added in the order of their draws. */
public final class AaSeries {

    private static final double SLACK = 0.2;

    private final String metric;
    private final String contrast;
    private final int n;
    private final double alpha;
    private final ClaimSpec claim;
    private final List<AaTest> tests = new ArrayList<>();
    private final RunningEvidence evidence;
    private int failures;
    private Verdict verdict = Verdict.INCONCLUSIVE;

    AaSeries(String metric, String contrast, int n, double alpha, int maximum, int together) {
        this.metric = metric;
        this.contrast = contrast;
        this.n = n;
        this.alpha = alpha;
        // Certificates hold together or not at all, alarms do not: those share their chance.
        this.claim = new ClaimSpec(
                "aa-size",
                "Shuffled labels give no significant effect.",
                1 - alpha,
                1 - alpha * (1 + SLACK),
                ErrorRates.BADGE,
                ErrorRates.BADGE / together,
                ErrorRates.BADGE,
                ScoreKind.BERNOULLI,
                maximum);
        this.evidence = claim.start();
    }

    void add(AaTest test) {
        tests.add(test);
        failures += test.failed() ? 1 : 0;
        evidence.add(test.pValue() >= alpha ? 1 : 0);
    }

    void look() {
        if (open()) {
            verdict = evidence.verdict();
        }
    }

    boolean open() {
        return verdict == Verdict.INCONCLUSIVE && tests.size() < claim.maximum();
    }

    /** The verdict so far. */
    Verdict current() {
        return verdict;
    }

    int maximum() {
        return claim.maximum();
    }

    /**
     * The metric.
     *
     * @return name of its column
     */
    public String metric() {
        return metric;
    }

    /**
     * The arms that are compared.
     *
     * @return treated less control
     */
    public String contrast() {
        return contrast;
    }

    /**
     * The rows of both arms, as they were assigned.
     *
     * @return rows
     */
    public int n() {
        return n;
    }

    /**
     * Every test.
     *
     * @return in the order of draws, from the first
     */
    public List<AaTest> tests() {
        return Collections.unmodifiableList(tests);
    }

    /**
     * The share of tests that found an effect, and the verdict on it.
     *
     * @return the study
     */
    public AaStudy study() {
        int made = tests.size();
        Interval share = evidence.interval();
        return new AaStudy(
                made,
                failures,
                1 - evidence.sum() / made,
                1 - share.upper(),
                1 - share.lower(),
                alpha * (1 + SLACK),
                verdict);
    }

    /**
     * How the p-values are distributed; a test that could not be made counts as a p-value of 0.
     *
     * @return figures that are no part of the verdict
     */
    public Distribution distribution() {
        NullDistribution distribution = new NullDistribution();
        tests.forEach(test -> distribution.add(test.failed() ? 0 : test.pValue()));
        return distribution.distribution().orElseThrow();
    }
}
