package assay.cli;

import assay.EstimationException;
import assay.contract.ContractBundle;
import assay.contract.Contracts;
import assay.data.experiment.ExperimentTables;
import assay.decision.Action;
import assay.decision.DecisionRecord;
import assay.decision.DecisionRule;
import assay.decision.ExperimentAnalysis;
import assay.decision.ExperimentDecision;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.brief.BriefOptions;
import assay.registry.Contract;
import assay.registry.ExperimentStore;
import assay.registry.StoredDecision;
import assay.trust.TrustChecks;
import assay.trust.TrustReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decides an experiment by its contract. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Decide an experiment by its contract: check its data, compare its arms, and say what to do and why.",
            "The actions are SHIP_GLOBAL, SHIP_TARGETED, ITERATE, HOLD_INCONCLUSIVE, HOLD_GUARDRAIL_RISK, STOP_HARM,"
                    + " RERUN_UNDERPOWERED and INVESTIGATE_INVALID. With --out the decision, its tables and a brief on one"
                    + " page are written to a folder, all of them or none."
        },
        footer = {
            "",
            "Example: assay decide experiment.yaml --data tables --out decision",
            "Exit codes: 0 a decision was made; 3 the contract or the tables are rejected; 4 the data cannot be trusted."
        })
final class DecideCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The contract of the experiment, a YAML file.")
    private Path contract = Path.of("experiment.yaml");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the tables (Parquet or CSV), or a DuckDB file.")
    private Path data = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "growthlab: follow the rules of that engine exactly, and say where ours differ.")
    void profile(String name) {
        GrowthLabCommand.requireKnown(name);
    }

    @Mixin
    private ContractPaths paths = new ContractPaths();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; md is the brief (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write decision.json, readings.csv, segments.csv, trust.csv, brief.md and brief.html to this folder.")
    private @Nullable Path out;

    @Option(
            names = "--decided-at",
            paramLabel = "TIME",
            description = "When it was decided, such as 2026-03-01T12:00:00Z; without it no file holds a time.")
    private @Nullable String decidedAt;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Record the decision in this store of experiments too.")
    private @Nullable Path store;

    @Option(
            names = "--prior-sd",
            paramLabel = "SD",
            description =
                    "Standard deviation of true effects of such changes, in the unit of the primary metric: tells what to"
                            + " believe beside the interval, and decides nothing.")
    private @Nullable Double priorSd;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (out != null) {
            new AtomicFolder(out, DecisionReport.HEAD).recover();
        }
        Optional<String> at = Optional.ofNullable(decidedAt).map(DecideCommand::time);
        OptionalDouble prior = priorSd == null ? OptionalDouble.empty() : OptionalDouble.of(priorSd);
        ContractBundle bundle = Contracts.bundle(contract, paths.options());
        ExperimentPlan plan = bundle.plan();
        bundle.notes().forEach(note -> err.println("note: " + note));
        ExperimentTables tables = ExperimentTables.load(data, plan);
        AnalysisCertificates certificates = new AnalysisCertificates();
        DecisionRecord decision = decide(plan, tables, certificates);
        DecisionCredentials credentials = new DecisionCredentials(plan, certificates.procedures(plan));
        DecisionReport report = new DecisionReport(
                decision,
                new BriefOptions(credentials.credentials(), credentials.characteristics(), prior, at),
                certificates.json(),
                tables.summary().leftOut());
        tables.summary().notes().forEach(note -> err.println("note: " + note));
        tables.summary().leftOut().forEach((why, count) -> err.println("left out: " + count + " assignments: " + why));
        if (out != null) {
            Map<String, String> files = report.files();
            new AtomicFolder(out, DecisionReport.HEAD).write(files);
            files.keySet().forEach(name -> err.println("written: " + out.resolve(name)));
        }
        if (store != null) {
            record(store, decision, bundle, err);
        }
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(report.format(format));
        stdout.flush();
        return decision.action() == Action.INVESTIGATE_INVALID ? Exit.REFUTED : Exit.OK;
    }

    private static DecisionRecord decide(
            ExperimentPlan plan, ExperimentTables tables, AnalysisCertificates certificates) {
        TrustReport trust = TrustChecks.of(plan).check(tables.log());
        ExperimentReading reading;
        try {
            reading = ExperimentAnalysis.of(plan).read(tables.log(), certificates);
        } catch (EstimationException e) {
            reading = ExperimentDecision.unread(e);
        }
        return DecisionRule.decide(plan, trust, reading);
    }

    private void record(Path file, DecisionRecord decision, ContractBundle bundle, PrintWriter err) {
        Instant when = decidedAt == null ? Instant.now() : Instant.parse(decidedAt);
        try (ExperimentStore open = ExperimentStore.open(file)) {
            StoredDecision stored =
                    open.append(decision, Contract.of(bundle), when, System.getProperty("user.name", "unknown"));
            err.println("recorded: decision " + stored.sequence() + " of " + stored.experiment() + " in " + file);
        }
    }

    private static String time(String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--decided-at takes a time in UTC such as 2026-03-01T12:00:00Z, not " + text + ".", e);
        }
    }
}
