package assay.harness;

import assay.Column;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.CodeDigest;
import assay.certificate.ControlRecord;
import assay.certificate.LocalFile;
import assay.certificate.LocalSource;
import assay.certificate.Sha256;
import assay.certificate.Verdict;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Verifies local certificates: everything is computed again on the same table with the same seed, tier and budget, and
 * must come out to the bit.
 *
 * @param threads how many threads
 * @param progress told after every batch
 */
public record LocalVerifier(int threads, Progress progress) {

    /**
     * A digest of a table as it was read: names and values of its columns in their roles, in any order of rows.
     *
     * @param sample the table
     * @return SHA-256
     */
    public static String digest(Sample sample) {
        StringBuilder head = new StringBuilder();
        List<double[]> columns = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Column column : sample.columns(role)) {
                head.append(role).append(' ').append(column.name());
                if (column instanceof Column.Categorical labelled) {
                    head.append(' ').append(labelled.levels());
                }
                head.append('\n');
                columns.add(TableOrder.numbers(column));
            }
        }
        String[] rows = new String[sample.size()];
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * columns.size());
        for (int i = 0; i < rows.length; i++) {
            bytes.clear();
            for (double[] column : columns) {
                bytes.putDouble(column[i] + 0.0);
            }
            rows[i] = Long.toHexString(ByteBuffer.wrap(Sha256.of(bytes.array())).getLong());
        }
        Arrays.sort(rows);
        return Sha256.hex(head + String.join("\n", rows));
    }

    /**
     * Whether the code that made a local certificate is the code as it is.
     *
     * @param stored the certificate
     * @param method its method
     * @return what has changed, in words; empty if nothing has
     */
    public static List<String> changed(LocalFile stored, Method<Fit> method) {
        Digests digests = new Digests(CodeDigest.ofProject());
        List<String> changed = new ArrayList<>();
        if (!digests.estimator(method.estimator())
                .equals(stored.certificate().provenance().codeDigest())) {
            changed.add("the estimator's code has changed");
        }
        String specification = LocalCertifier.specification(
                digests, stored.certificate().tier(), stored.source().seed());
        if (!specification.equals(stored.certificate().provenance().specDigest())) {
            changed.add("the tier, the seed or the code of local trials has changed");
        }
        return changed;
    }

    /**
     * Where the certificate disagrees with itself.
     *
     * @param stored the certificate
     * @return the disagreements of its evidence and controls with its counts and verdicts, in words
     */
    public static List<String> faults(Certificate stored) {
        List<String> faults = EvidenceCheck.faults(stored);
        stored.cells()
                .forEach(cell -> cell.controls().stream()
                        .filter(control -> cell.verdict() != Verdict.VOID && !control.holds())
                        .map(ControlRecord::name)
                        .forEach(name -> faults.add(cell.id() + ": the control " + name + " does not hold")));
        return faults;
    }

    /**
     * Computes a certificate again.
     *
     * @param file the certificate
     * @param method its method
     * @param sample its table
     * @return the checks and the stored verdict if they pass; STALE if the code has changed, VOID if it comes out otherwise
     * @throws IllegalArgumentException if the table is another one
     */
    public Verifier.Report verify(LocalFile file, Method<Fit> method, Sample sample) {
        Certificate stored = file.certificate();
        LocalSource source = file.source();
        if (!digest(sample).equals(source.digest())) {
            throw new IllegalArgumentException(
                    "The table is not the one that was certified: '" + source.file()
                            + "' has changed since, or another was given. Verify against the table as it was, or certify again.");
        }
        List<Verifier.Check> checks = new ArrayList<>();
        checks.add(new Verifier.Check("table_matches", true, "the table is the one that was certified"));
        List<String> faults = faults(stored);
        checks.add(check("evidence_recomputed", faults));
        List<String> changed = changed(file, method);
        checks.add(check("digests_match", changed));
        if (!changed.isEmpty()) {
            return new Verifier.Report(
                    stored.method(), faults.isEmpty() ? Verdict.STALE : Verdict.VOID, List.copyOf(checks));
        }
        List<String> differences = differences(stored, method, sample, source);
        checks.add(check("replicates_recomputed", differences));
        boolean sound = faults.isEmpty() && differences.isEmpty();
        return new Verifier.Report(stored.method(), sound ? stored.verdict() : Verdict.VOID, checks);
    }

    private List<String> differences(Certificate stored, Method<Fit> method, Sample sample, LocalSource source) {
        Certificate again = new LocalCertifier(threads, progress, Optional.empty())
                .certificate(new LocalCertifier.Question(
                        method,
                        source.table(),
                        sample,
                        Optional.of(stored.tier()),
                        Optional.of(stored.budget()),
                        source.seed()));
        Certificate moved = again.withProvenance(again.provenance().onMachineOf(stored.provenance()));
        List<String> differences = new ArrayList<>();
        if (!CertificateFiles.digest(moved).equals(CertificateFiles.digest(stored))) {
            CertificateDiff.of(stored, moved).changes().forEach(change -> differences.add(change.sentence()));
        }
        return differences;
    }

    private static Verifier.Check check(String name, List<String> faults) {
        return new Verifier.Check(name, faults.isEmpty(), String.join("; ", faults));
    }
}
