package assay.certificate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the book promises and holds today, as the site reads it.
 *
 * @param schema {@value #SCHEMA}
 * @param claims claims that current badges rest on
 * @param badged how many of them the e-BH rule badges
 * @param rate expected share of false claims among the badged, at most
 * @param cutLogE log evidence from which a claim is badged; infinite, in files null, if none is
 * @param alarmRate chance that any claim that is true is ever refuted, at most
 * @param capacity claims that the book has room for
 * @param capacityUsed claims of all attempts of the chain
 * @param refuteLogE log evidence that refutes a claim
 * @param cpuSeconds processor time of all current certificates
 * @param statement the error rates in words
 * @param rows every claim that a current badge rests on, by falling evidence
 * @param badges every stored certificate
 * @param refuted every claim that a current certificate refutes, stress cells included
 * @param strictness what CERTIFIED takes, exactly
 * @param tiers margins and budget of each tier
 */
public record BookState(
        String schema,
        int claims,
        int badged,
        double rate,
        double cutLogE,
        double alarmRate,
        int capacity,
        int capacityUsed,
        double refuteLogE,
        double cpuSeconds,
        String statement,
        List<Row> rows,
        List<BadgeState> badges,
        List<Refutation> refuted,
        List<Strictness> strictness,
        List<Margins> tiers) {

    /** The schema of this version. */
    public static final String SCHEMA = "assay/book-state/1";

    public BookState {
        rows = List.copyOf(rows);
        badges = List.copyOf(badges);
        refuted = List.copyOf(refuted);
        strictness = List.copyOf(strictness);
        tiers = List.copyOf(tiers);
    }

    /**
     * A claim that a current badge rests on.
     *
     * @param method name of the method
     * @param cell id of the cell or name of the real table
     * @param claim name of the claim
     * @param logE log evidence for it
     * @param estimate mean score
     * @param csLow lower end of its 99 % confidence sequence
     * @param csHigh upper end
     * @param replicates scores
     * @param verdict its verdict
     * @param rank by falling evidence, from 1
     * @param badged whether the e-BH rule badges it
     */
    public record Row(
            String method,
            String cell,
            String claim,
            double logE,
            double estimate,
            double csLow,
            double csHigh,
            int replicates,
            Verdict verdict,
            int rank,
            boolean badged) {}

    /**
     * A stored certificate and what it is worth today.
     *
     * @param method name of the method
     * @param verdict the stored verdict
     * @param stale whether it is no longer about the code as it is
     * @param reasons what has changed, in words
     * @param stands whether the badge stands: certified, current and every claim badged
     * @param claims claims that it rests on
     * @param badgedClaims how many of them are badged
     * @param logE least log evidence over them
     * @param lifetimeIndex which attempt of the book's lifetime, or null before the chain
     * @param lifetimeLogE log evidence that the lifetime rule asked for, or null
     * @param lifetimeAccepted whether the lifetime rule accepted it, or null
     * @param cpuSeconds processor time
     * @param replicates replicates of the method over all cells
     */
    public record BadgeState(
            String method,
            Verdict verdict,
            boolean stale,
            List<String> reasons,
            boolean stands,
            int claims,
            int badgedClaims,
            double logE,
            @Nullable Integer lifetimeIndex,
            @Nullable Double lifetimeLogE,
            @Nullable Boolean lifetimeAccepted,
            double cpuSeconds,
            int replicates) {

        public BadgeState {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A claim that is refuted.
     *
     * @param method name of the method
     * @param cell id of the cell or name of the real table
     * @param role {@code home}, {@code stress} or {@code real-table}
     * @param claim name of the claim
     * @param estimate mean score
     * @param csLow lower end of its 99 % confidence sequence
     * @param csHigh upper end
     * @param logERefute log evidence against it
     * @param replicates scores
     */
    public record Refutation(
            String method,
            String cell,
            String role,
            String claim,
            double estimate,
            double csLow,
            double csHigh,
            double logERefute,
            int replicates) {}

    /**
     * What becomes of a claim whose true mean is p, by dynamic programming.
     *
     * @param tier how sharp
     * @param nominal what the mean should be
     * @param threshold what it must exceed
     * @param budget replicates at most
     * @param p the true mean
     * @param certified probability of ending CERTIFIED
     * @param refuted probability of ending REFUTED
     * @param inconclusive probability of neither
     * @param meanReplicates expected number of replicates
     * @param median replicates by which half of the runs have ended
     * @param upper replicates by which 95 in 100 runs have ended
     */
    public record Strictness(
            Tier tier,
            double nominal,
            double threshold,
            int budget,
            double p,
            double certified,
            double refuted,
            double inconclusive,
            double meanReplicates,
            int median,
            int upper) {}

    /**
     * How far a claim may fall short of what it promises.
     *
     * @param tier how sharp
     * @param coverageSlack of two-sided coverage and size
     * @param tailSlack of one-sided coverage
     * @param medianSlack of the chance to be above, or below, the truth
     * @param budget replicates at most
     */
    public record Margins(Tier tier, double coverageSlack, double tailSlack, double medianSlack, int budget) {

        /**
         * The margins of all tiers.
         *
         * @return from the sharpest
         */
        public static List<Margins> all() {
            return Arrays.stream(Tier.values())
                    .map(tier -> new Margins(
                            tier, tier.coverageSlack(), tier.tailSlack(), tier.medianSlack(), tier.maximum()))
                    .toList();
        }
    }

    /**
     * The state as a file.
     *
     * @return canonical JSON
     */
    public String text() {
        return Json.write(this);
    }
}
