package assay.certificate;

import org.jspecify.annotations.Nullable;

/**
 * One line of the book: an attempt at a certificate, or the continuation of one. Lines of before the book was chained
 * have the first seven fields only; the others read as null, 0 or false there.
 *
 * @param index position in the book, from 1
 * @param method name of the method
 * @param codeDigest digest of the estimator's code
 * @param specDigest digest of the claims and controls
 * @param verdict the verdict
 * @param replicates replicates of the method over all cells
 * @param date day of the attempt, ISO 8601
 * @param claims claims that the badge rests on: those of home cells and of the real table
 * @param claimsTested claims that could have been refuted, stress cells and families included
 * @param logE least log evidence over the claims that the badge rests on
 * @param budget replicates at most in each cell
 * @param epoch public counter that went into every key
 * @param worldDigest digest of the worlds' code
 * @param certificateDigest digest of the certificate but for the clock
 * @param lifetimeIndex which attempt of the book's lifetime it is, from 1
 * @param lifetimeLogE log evidence that the lifetime rule asked for when the line was added
 * @param lifetimeAccepted whether it was certified on at least that evidence
 * @param previous digest of the line before, or of all lines of before the chain together
 * @param digest digest of this line with no digest in it
 */
public record BookEntry(
        int index,
        String method,
        String codeDigest,
        String specDigest,
        Verdict verdict,
        int replicates,
        String date,
        int claims,
        int claimsTested,
        double logE,
        int budget,
        int epoch,
        @Nullable String worldDigest,
        @Nullable String certificateDigest,
        int lifetimeIndex,
        double lifetimeLogE,
        boolean lifetimeAccepted,
        @Nullable String previous,
        @Nullable String digest) {

    /**
     * Whether the line is part of the chain.
     *
     * @return false for lines of before there was one
     */
    public boolean chained() {
        return digest != null;
    }

    /** What makes two lines the same attempt: anything else starts the evidence again. */
    String attempt() {
        return String.join("\n", method, codeDigest, specDigest, String.valueOf(worldDigest), "epoch " + epoch);
    }

    BookEntry withLifetime(int newIndex, double threshold, boolean accepted) {
        return new BookEntry(
                index,
                method,
                codeDigest,
                specDigest,
                verdict,
                replicates,
                date,
                claims,
                claimsTested,
                logE,
                budget,
                epoch,
                worldDigest,
                certificateDigest,
                newIndex,
                threshold,
                accepted,
                previous,
                digest);
    }

    BookEntry withDigest(@Nullable String changed) {
        return new BookEntry(
                index,
                method,
                codeDigest,
                specDigest,
                verdict,
                replicates,
                date,
                claims,
                claimsTested,
                logE,
                budget,
                epoch,
                worldDigest,
                certificateDigest,
                lifetimeIndex,
                lifetimeLogE,
                lifetimeAccepted,
                previous,
                changed);
    }
}
