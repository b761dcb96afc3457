package assay.harness;

import assay.certificate.AaRecord;
import assay.certificate.BookClaim;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.CodeDigest;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recomputes a certificate from the first replicate, and again on keys of the next epoch.
 *
 * @param certifier runs the replicates
 */
public record Rerun(Certifier certifier) {

    /**
     * A cell in both epochs.
     *
     * @param cell id of the cell or name of the real table
     * @param stored the stored verdict
     * @param fresh the verdict on fresh keys
     * @param combinedLogE log evidence of both epochs together, least over the claims: E-values of independent epochs
     *     multiply; NaN in a stress cell
     */
    public record Agreement(String cell, Verdict stored, Verdict fresh, double combinedLogE) {

        /**
         * Whether one epoch certifies what the other refutes.
         *
         * @return true for a contradiction; an inconclusive verdict contradicts nothing
         */
        public boolean contradicts() {
            return (stored == Verdict.CERTIFIED && fresh == Verdict.REFUTED)
                    || (stored == Verdict.REFUTED && fresh == Verdict.CERTIFIED);
        }
    }

    /**
     * What came out.
     *
     * @param method name of the method
     * @param stale what has changed since, in words; nothing was recomputed then
     * @param differences how the recomputed certificate differs from the stored one, in words
     * @param machine Java and system that it was recomputed on, if they are not those of the certificate; else empty
     * @param cells the cells on fresh keys
     */
    public record Outcome(
            String method, List<String> stale, List<String> differences, String machine, List<Agreement> cells) {

        public Outcome {
            stale = List.copyOf(stale);
            differences = List.copyOf(differences);
            cells = List.copyOf(cells);
        }

        /**
         * Whether all came out as stored, to the bit, and no verdict was contradicted.
         *
         * @return true if so
         */
        public boolean holds() {
            return differences.isEmpty() && cells.stream().noneMatch(Agreement::contradicts);
        }
    }

    /**
     * Recomputes a certificate.
     *
     * @param stored the certificate
     * @param method its method
     * @param <R> what the estimator answers
     * @return what came out; nothing is recomputed of a stale certificate
     */
    public <R> Outcome run(Certificate stored, Method<R> method) {
        List<String> stale = Standing.changed(stored, method, new Digests(CodeDigest.ofProject()));
        if (!stale.isEmpty()) {
            return new Outcome(stored.method(), stale, List.of(), "", List.of());
        }
        int epoch = stored.provenance().epoch();
        Certificate again = certify(method, epoch, stored.budget());
        Certificate moved = again.withProvenance(again.provenance().onMachineOf(stored.provenance()));
        List<String> differences = new ArrayList<>();
        if (!CertificateFiles.digest(moved).equals(CertificateFiles.digest(stored))) {
            CertificateDiff.of(stored, moved).changes().forEach(change -> differences.add(change.sentence()));
        }
        boolean elsewhere = !CertificateFiles.digest(moved).equals(CertificateFiles.digest(again));
        String machine = elsewhere
                ? again.provenance().java() + " on " + again.provenance().os() + ", "
                        + again.provenance().arch()
                : "";
        Certificate fresh = certify(method, epoch + 1, stored.budget());
        return new Outcome(stored.method(), List.of(), differences, machine, agreements(stored, fresh));
    }

    private <R> Certificate certify(Method<R> method, int epoch, int budget) {
        return certifier.withBudget(budget).certify(method, CodeDigest.ofProject(), epoch);
    }

    private static List<Agreement> agreements(Certificate stored, Certificate fresh) {
        Map<String, Double> combined = new LinkedHashMap<>();
        List<BookClaim> one = BookClaim.of(stored);
        List<BookClaim> two = BookClaim.of(fresh);
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            double sum = one.get(i).claim().logECertify() + two.get(i).claim().logECertify();
            combined.merge(one.get(i).cell(), sum, Math::min);
        }
        List<Agreement> cells = new ArrayList<>();
        for (int i = 0; i < Math.min(stored.cells().size(), fresh.cells().size()); i++) {
            CellRecord cell = stored.cells().get(i);
            cells.add(new Agreement(
                    cell.id(),
                    cell.verdict(),
                    fresh.cells().get(i).verdict(),
                    combined.getOrDefault(cell.id(), Double.NaN)));
        }
        AaRecord table = stored.realTable().orElse(null);
        AaRecord again = fresh.realTable().orElse(null);
        if (table != null && again != null) {
            cells.add(new Agreement(
                    table.dataset(),
                    table.verdict(),
                    again.verdict(),
                    combined.getOrDefault(table.dataset(), Double.NaN)));
        }
        return cells;
    }
}
