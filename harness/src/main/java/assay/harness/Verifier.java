package assay.harness;

import assay.Arguments;
import assay.certificate.CellRecord;
import assay.certificate.CellRole;
import assay.certificate.Certificate;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.CodeDigest;
import assay.certificate.ControlRecord;
import assay.certificate.Ledger;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies certificates: that the code is the one that was certified, that verdicts follow from the stored counts, that
 * the controls hold, and that replicates chosen by the content of the file come out as stored.
 *
 * @param threads how many threads recompute replicates
 * @param blocks blocks of replicates, 500 at tier A and 100 below, that are recomputed for each certificate: fewer where a replicate
 *     took long when it was certified, and of a single block only the method or one of its controls where even that would take longer
 *     than {@value #SECONDS_OF_BLOCK} seconds of processor time for each block that was asked for
 */
public record Verifier(int threads, int blocks) {

    private static final int LISTED = 3;
    private static final int FAMILY_REPLICATES = 400;

    /** Processor time for each block that is asked for. */
    public static final double SECONDS_OF_BLOCK = 0.1;

    public Verifier {
        Arguments.atLeast("threads", threads, 1);
        Arguments.atLeast("blocks", blocks, 0);
    }

    /**
     * One check.
     *
     * @param name {@code digests_match}, {@code evidence_recomputed}, {@code controls_hold}, {@code replicates_audited}
     *     or {@code ledger_holds}
     * @param passed whether it was made and held
     * @param detail what was found, in words
     */
    public record Check(String name, boolean passed, String detail) {}

    /**
     * What verification found.
     *
     * @param method name of the method
     * @param status the stored verdict if all checks pass; STALE if the code has changed since; VOID if the file
     *     disagrees with itself, with its replicates or lacks controls
     * @param checks the checks
     */
    public record Report(String method, Verdict status, List<Check> checks) {

        public Report {
            checks = List.copyOf(checks);
        }

        /**
         * Whether a check was made and held.
         *
         * @param name its name
         * @return true if it passed
         */
        public boolean passed(String name) {
            return checks.stream().anyMatch(check -> check.name().equals(name) && check.passed());
        }
    }

    /**
     * Verifies a certificate against the catalogue and the book.
     *
     * @param certificate the certificate
     * @param ledger the book of its folder, empty if there is none
     * @return the report; void also if the book was changed or tells of another certificate
     */
    public Report verify(Certificate certificate, Ledger ledger) {
        return withLedger(verify(certificate), certificate, ledger);
    }

    /** Without a certificate's own digest in the book, a change that is consistent with itself falls to the audit only. */
    static Report withLedger(Report report, Certificate certificate, Ledger ledger) {
        List<String> faults = new ArrayList<>(ledger.faults());
        faults.addAll(ledger.faults(certificate));
        String otherwise = ledger.entries().isEmpty()
                ? "there is no book beside the certificate"
                : ledger.last(certificate.method())
                        .map(line -> "the file is that of line " + line.index() + " of the book")
                        .orElse("the book tells of it from before its lines were chained");
        List<Check> checks = new ArrayList<>(report.checks());
        checks.add(check("ledger_holds", faults, otherwise));
        return new Report(report.method(), faults.isEmpty() ? report.status() : Verdict.VOID, checks);
    }

    /**
     * Verifies a certificate against the catalogue.
     *
     * @param certificate the certificate
     * @return the report
     */
    public Report verify(Certificate certificate) {
        Optional<Report> found = Catalog.find(certificate.method()).map(method -> verify(certificate, method));
        return found.orElseGet(() -> new Report(
                certificate.method(),
                Verdict.STALE,
                List.of(new Check("digests_match", false, "the catalogue has no method of this name"))));
    }

    /**
     * Verifies a certificate against a method.
     *
     * @param certificate the certificate
     * @param method the method
     * @param <R> what its estimator answers
     * @return the report
     */
    public <R> Report verify(Certificate certificate, Method<R> method) {
        return verify(certificate, method, CodeDigest.ofProject());
    }

    <R> Report verify(Certificate certificate, Method<R> method, CodeDigest code) {
        List<Check> checks = new ArrayList<>();
        Digests digests = new Digests(code);
        List<String> changed = Standing.changed(certificate, method, digests);
        checks.add(check("digests_match", changed, "estimator, worlds and claims are as certified"));
        boolean fresh = changed.isEmpty();
        List<String> evidence = EvidenceCheck.faults(certificate);
        if (fresh) {
            evidence.addAll(strangeCells(certificate, method));
            evidence.addAll(FamilyCheck.faults(certificate.families(), method));
        }
        checks.add(check("evidence_recomputed", evidence, "every verdict follows from its counts"));
        List<String> controls = brokenControls(certificate);
        checks.add(check("controls_hold", controls, "mutants and foils are refuted, oracles certified"));
        boolean sound = evidence.isEmpty() && controls.isEmpty();
        if (fresh && evidence.isEmpty()) {
            Check audited = audit(certificate, method, digests);
            checks.add(audited);
            sound &= audited.passed();
        } else {
            checks.add(new Check("replicates_audited", false, "not made"));
        }
        Verdict status = !sound ? Verdict.VOID : fresh ? certificate.verdict() : Verdict.STALE;
        return new Report(certificate.method(), status, checks);
    }

    /** Cells and claims that are not those of the method. */
    private static <R> List<String> strangeCells(Certificate certificate, Method<R> method) {
        List<String> faults = new ArrayList<>();
        List<ClaimSpec> specs =
                method.claims().stream().map(claim -> claim.spec(method.tier())).toList();
        if (certificate.cells().size() != method.cells().size()
                || certificate.realTable().isPresent() != method.realTable().isPresent()) {
            faults.add("cells are missing or added");
            return faults;
        }
        for (int c = 0; c < certificate.cells().size(); c++) {
            CellRecord record = certificate.cells().get(c);
            Cell<R> cell = method.cells().get(c);
            boolean same = record.id().equals(cell.id())
                    && record.role().equals(cell.role().code())
                    && record.knobs().equals(Knobs.of(cell.world()))
                    && names(record.controls())
                            .equals(cell.controls().stream().map(Control::name).toList());
            List<List<ClaimRecord>> subjects = new ArrayList<>(
                    record.controls().stream().map(ControlRecord::claims).toList());
            subjects.add(record.claims());
            for (List<ClaimRecord> claims : subjects) {
                same &= claims.stream()
                        .map(claim -> claim.spec(method.tier().maximum()))
                        .toList()
                        .equals(specs);
            }
            if (!same) {
                faults.add(record.id() + " is not what the catalogue asks for");
            }
        }
        return faults;
    }

    private static List<String> names(List<ControlRecord> controls) {
        return controls.stream().map(ControlRecord::name).toList();
    }

    private static List<String> brokenControls(Certificate certificate) {
        List<String> faults = new ArrayList<>();
        for (CellRecord cell : certificate.cells()) {
            if (cell.role().equals(CellRole.HOME.code())) {
                boolean enough = count(cell, Control.Kind.MUTANT) >= 2
                        && count(cell, Control.Kind.FOIL) >= 1
                        && count(cell, Control.Kind.ORACLE) >= 1;
                if (!enough) {
                    faults.add(cell.id() + " lacks two mutants, a foil or an oracle");
                }
            }
            boolean needed = cell.verdict() == Verdict.CERTIFIED || cell.verdict() == Verdict.VOID;
            for (ControlRecord control : cell.controls()) {
                if (needed && !control.holds()) {
                    faults.add(cell.id() + ": " + control.name() + " is " + control.verdict() + ", required "
                            + control.required());
                }
            }
        }
        return faults;
    }

    private static long count(CellRecord cell, Control.Kind kind) {
        return cell.controls().stream()
                .filter(control -> control.kind().equals(kind.code()) && control.required() == kind.required())
                .count();
    }

    private <R> Check audit(Certificate certificate, Method<R> method, Digests digests) {
        Keys keys = Keys.of(
                digests.code(),
                certificate.provenance().epoch(),
                certificate.provenance().specDigest(),
                certificate.provenance().codeDigest());
        Audit<R> audit = new Audit<>(method, certificate, keys);
        try (Workers workers = new Workers(threads)) {
            audit.run(blocks, blocks * SECONDS_OF_BLOCK, workers);
            FamilyCheck.Outcome families =
                    FamilyCheck.audit(certificate.families(), method, keys, workers, blocks * FAMILY_REPLICATES);
            List<String> faults = new ArrayList<>(audit.faults());
            faults.addAll(families.faults());
            return check(
                    "replicates_audited",
                    faults,
                    audit.recomputed() + families.recomputed() + " replicates came out as stored"
                            + (audit.parts().isEmpty()
                                    ? ""
                                    : ", of the costly ones only " + String.join("; ", audit.parts())));
        }
    }

    private static Check check(String name, List<String> faults, String otherwise) {
        String listed = String.join("; ", faults.subList(0, Math.min(LISTED, faults.size())));
        String more = faults.size() > LISTED ? "; and " + (faults.size() - LISTED) + " more" : "";
        return new Check(name, faults.isEmpty(), faults.isEmpty() ? otherwise : listed + more);
    }
}
