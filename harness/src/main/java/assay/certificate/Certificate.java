package assay.certificate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate, as stored in {@code harness/certificates/<method>.json}.
 *
 * @param schema {@value #SCHEMA}
 * @param method kebab-case name of the method
 * @param title its name in words
 * @param estimand code of what it estimates
 * @param options the options of the estimator
 * @param tier how sharp the certificate is
 * @param level confidence level of the intervals
 * @param budget replicates at most in each cell
 * @param verdict the verdict on the home cells and the real table together
 * @param statement what the verdict guarantees
 * @param cells the cells
 * @param families what is shown of whole families of worlds
 * @param powerCurve power by effect, or null where it was not measured
 * @param aaReal A/A size on a real table, or null if none was run
 * @param provenance where the certificate comes from
 */
public record Certificate(
        String schema,
        String method,
        String title,
        String estimand,
        Map<String, String> options,
        Tier tier,
        double level,
        int budget,
        Verdict verdict,
        String statement,
        List<CellRecord> cells,
        List<FamilyRecord> families,
        @Nullable PowerCurve powerCurve,
        @Nullable AaRecord aaReal,
        Provenance provenance) {

    /** The schema of this version. */
    public static final String SCHEMA = "assay/certificate/2";

    public Certificate {
        cells = List.copyOf(cells);
        families = List.copyOf(families);
    }

    /**
     * The same certificate with another verdict, as {@link Verdict#STALE} is only known on reading.
     *
     * @param changed the verdict
     * @return the changed certificate
     */
    public Certificate withVerdict(Verdict changed) {
        return new Certificate(
                schema,
                method,
                title,
                estimand,
                options,
                tier,
                level,
                budget,
                changed,
                statement,
                cells,
                families,
                powerCurve,
                aaReal,
                provenance);
    }

    /**
     * The same certificate from elsewhere.
     *
     * @param changed where it comes from
     * @return the changed certificate
     */
    public Certificate withProvenance(Provenance changed) {
        return new Certificate(
                schema,
                method,
                title,
                estimand,
                options,
                tier,
                level,
                budget,
                verdict,
                statement,
                cells,
                families,
                powerCurve,
                aaReal,
                changed);
    }

    /**
     * A/A size on a real table.
     *
     * @return empty if none was run
     */
    public Optional<AaRecord> realTable() {
        return Optional.ofNullable(aaReal);
    }

    /**
     * The verdict on the conjunction of parts: refuted if any is, else void if any is, else certified if all are.
     *
     * @param parts verdicts of the parts
     * @return the verdict
     */
    public static Verdict all(List<Verdict> parts) {
        for (Verdict worst : List.of(Verdict.REFUTED, Verdict.VOID, Verdict.INCONCLUSIVE)) {
            if (parts.contains(worst)) {
                return worst;
            }
        }
        return parts.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.CERTIFIED;
    }

    /**
     * Replicates of the method over all cells.
     *
     * @return the sum
     */
    public int replicates() {
        return cells.stream().mapToInt(CellRecord::replicates).sum();
    }
}
