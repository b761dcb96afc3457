package assay.registry;

import assay.EstimationException;
import assay.data.experiment.ExperimentTables;
import assay.decision.DecisionRecord;
import assay.decision.DecisionRule;
import assay.decision.ExperimentAnalysis;
import assay.decision.ExperimentDecision;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.trust.TrustChecks;
import assay.trust.TrustReport;
import java.nio.file.Path;
import java.util.Arrays;

/** The data of an experiment, checked, read and decided by its plan. */
public final class ExperimentData {

    private final Path source;
    private final ExperimentPlan plan;
    private final ExperimentLog log;

    private ExperimentData(Path source, ExperimentPlan plan, ExperimentLog log) {
        this.source = source;
        this.plan = plan;
        this.log = log;
    }

    /**
     * Reads the log of an experiment.
     *
     * @param source the folder of its tables, or a DuckDB file with them
     * @param plan what was agreed
     * @return the data
     * @throws assay.data.DataException if a table is missing or cannot be read
     */
    public static ExperimentData read(Path source, ExperimentPlan plan) {
        return new ExperimentData(source, plan, ExperimentTables.read(source, plan));
    }

    /**
     * How many units were assigned.
     *
     * @return different users, or different clusters where those were randomised
     */
    public long units() {
        int[] codes = plan.cluster()
                .map(cluster -> log.group(cluster).codes())
                .orElseGet(() -> log.users().codes());
        return Arrays.stream(codes).filter(code -> code >= 0).distinct().count();
    }

    /**
     * Checks and reads.
     *
     * @return what is recorded of it
     */
    public AnalysisResult analysis() {
        TrustReport report = TrustChecks.of(plan).check(log);
        return new AnalysisResult(String.valueOf(source.getFileName()), units(), report, reading());
    }

    /** Data that no method can read are recorded as such, so that the checks that say why are recorded too. */
    private ExperimentReading reading() {
        try {
            return ExperimentAnalysis.of(plan).read(log);
        } catch (EstimationException e) {
            return ExperimentDecision.unread(e);
        }
    }

    /**
     * Checks, reads and decides.
     *
     * @return the computed decision
     */
    public DecisionRecord decision() {
        AnalysisResult analysis = analysis();
        return DecisionRule.decide(plan, analysis.report(), analysis.reading());
    }
}
