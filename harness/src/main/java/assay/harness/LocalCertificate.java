package assay.harness;

import assay.certificate.Certificate;
import java.util.List;
import java.util.Map;

/**
 * What was found out about a method on one table.
 *
 * @param certificate the certificate, a cell for each plant
 * @param design the design of the table in words
 * @param statement the finding in words
 * @param reasons why it is not certified, a sentence each; empty when it is
 * @param alternatives what other methods showed on the same draws, those that certify first and the narrowest of them
 *     first; empty when none were tried
 * @param skipped methods that were not tried, with the reason
 */
public record LocalCertificate(
        Certificate certificate,
        String design,
        String statement,
        List<String> reasons,
        List<Alternative> alternatives,
        Map<String, String> skipped) {

    public LocalCertificate {
        reasons = List.copyOf(reasons);
        alternatives = List.copyOf(alternatives);
        skipped = Map.copyOf(skipped);
    }
}
