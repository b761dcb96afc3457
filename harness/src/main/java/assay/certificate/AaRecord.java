package assay.certificate;

import java.util.List;

/**
 * A/A size on a real table whose arm labels are drawn again, as stored.
 *
 * @param dataset name of the data set
 * @param description what was re-randomised
 * @param rows rows of the table
 * @param failures draws in which the method could not estimate
 * @param verdict the verdict on the claim
 * @param claims the one claim
 */
public record AaRecord(
        String dataset, String description, int rows, int failures, Verdict verdict, List<ClaimRecord> claims) {

    public AaRecord {
        claims = List.copyOf(claims);
    }
}
