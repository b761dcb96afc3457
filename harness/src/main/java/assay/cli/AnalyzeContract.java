package assay.cli;

import assay.contract.ContractOptions;
import assay.contract.Contracts;
import assay.data.experiment.ExperimentTables;
import assay.decision.ExperimentAnalysis;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.trust.TrustChecks;
import assay.trust.TrustFinding;
import assay.trust.TrustReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code assay analyze} of a contract and its tables: trust first, then every comparison that the contract names. */
final class AnalyzeContract {

    private AnalyzeContract() {}

    static boolean isContract(String file) {
        return file.endsWith(".yaml") || file.endsWith(".yml");
    }

    /** Prints what was seen; the exit code says whether it can be trusted. */
    static int run(
            Path contract, ContractOptions options, Path data, OutputOptions output, PrintWriter out, PrintWriter err)
            throws IOException {
        ExperimentPlan plan = Contracts.experiment(contract, options);
        ExperimentTables tables = ExperimentTables.load(data, plan);
        TrustReport trust = TrustChecks.of(plan).check(tables.log());
        tell(trust, err);
        AnalysisCertificates certificates = new AnalysisCertificates();
        ExperimentReading reading = ExperimentAnalysis.of(plan).read(tables.log(), certificates);
        List<String> leftOut = new ArrayList<>();
        tables.summary().leftOut().forEach((reason, count) -> leftOut.add(count + " assignments: " + reason));
        AnalysisReport report = new AnalysisReport(plan, reading, certificates.procedures(plan), leftOut);
        leftOut.forEach(line -> err.println("left out: " + line));
        report.cautions().forEach(err::println);
        if (output.format() == Format.CSV) {
            err.print(report.header());
        }
        err.flush();
        output.print(out, err, "analyze", report.format(output.format()));
        if (output.format() != Format.CSV) {
            output.keep(err, "analyze.csv", report.tidy());
        }
        return trust.state() == TrustFinding.State.FAIL ? Exit.REFUTED : Exit.OK;
    }

    private static void tell(TrustReport trust, PrintWriter err) {
        long failed = trust.invalidating().size();
        err.println("trust: " + trust.findings().size() + " checks, "
                + (failed > 0
                        ? failed + " say that arms must not be compared; the figures below are no basis for a decision"
                        : trust.state() == TrustFinding.State.WARN ? "some ask for care" : "all pass"));
        for (TrustFinding finding : trust.findings()) {
            boolean quiet =
                    finding.state() == TrustFinding.State.PASS || finding.state() == TrustFinding.State.NOT_APPLICABLE;
            if (!quiet) {
                err.println("trust: " + finding.check() + ", " + finding.where() + ": " + finding.message() + " ["
                        + finding.state().name().toLowerCase(Locale.ROOT).replace('_', '-') + "]");
            }
        }
    }
}
