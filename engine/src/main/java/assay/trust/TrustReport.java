package assay.trust;

import java.util.List;

/**
 * What all checks found.
 *
 * @param findings in the order in which the checks are made
 */
public record TrustReport(List<TrustFinding> findings) {

    public TrustReport {
        findings = List.copyOf(findings);
    }

    /**
     * The worst that was found.
     *
     * @return FAIL if a finding invalidates the comparison, WARN if one delays it, failed or warned, else PASS
     */
    public TrustFinding.State state() {
        if (findings.stream().anyMatch(TrustFinding::invalidates)) {
            return TrustFinding.State.FAIL;
        }
        boolean careful = findings.stream()
                .anyMatch(f -> f.delays()
                        || f.state() == TrustFinding.State.WARN
                        || f.state() == TrustFinding.State.FAIL
                        || f.state() == TrustFinding.State.NOT_RUN);
        return careful ? TrustFinding.State.WARN : TrustFinding.State.PASS;
    }

    /**
     * The findings for which arms must not be compared.
     *
     * @return in their order
     */
    public List<TrustFinding> invalidating() {
        return findings.stream().filter(TrustFinding::invalidates).toList();
    }

    /**
     * The findings for which it is too early.
     *
     * @return in their order
     */
    public List<TrustFinding> delaying() {
        return findings.stream().filter(TrustFinding::delays).toList();
    }
}
