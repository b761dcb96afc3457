package assay.certificate;

/**
 * One attempt at a certificate.
 *
 * @param index position in the book, from 1
 * @param method name of the method
 * @param codeDigest digest of the estimator's code
 * @param specDigest digest of the claims and controls
 * @param verdict the verdict
 * @param replicates replicates of the method over all cells
 * @param date day of the attempt, ISO 8601
 */
public record BookEntry(
        int index, String method, String codeDigest, String specDigest, Verdict verdict, int replicates, String date) {}
