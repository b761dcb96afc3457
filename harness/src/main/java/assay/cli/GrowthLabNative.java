package assay.cli;

import assay.EstimationException;
import assay.contract.ContractException;
import assay.contract.ContractOptions;
import assay.contract.Contracts;
import assay.data.DataException;
import assay.data.experiment.ExperimentTables;
import assay.decision.DecisionRecord;
import assay.decision.DecisionRule;
import assay.decision.ExperimentAnalysis;
import assay.decision.ExperimentDecision;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.growthlab.GrowthLab;
import assay.trust.TrustChecks;
import assay.trust.TrustReport;
import java.io.IOException;

/** What the native rules decide about an experiment that another profile decides. */
final class GrowthLabNative {

    private GrowthLabNative() {}

    /** The native action with its first reason, or why the native rules refuse to decide. */
    static String decide(GrowthLab.Inputs inputs) throws IOException {
        try {
            ExperimentPlan plan = Contracts.bundle(
                            inputs.contract(), new ContractOptions(inputs.metrics(), inputs.policies()))
                    .plan();
            ExperimentTables tables = ExperimentTables.load(inputs.data(), plan);
            TrustReport trust = TrustChecks.of(plan).check(tables.log());
            DecisionRecord decision = DecisionRule.decide(plan, trust, read(plan, tables));
            return "Assay decides " + decision.action() + ": "
                    + decision.reasons().get(0).message();
        } catch (ContractException | DataException | EstimationException | IllegalArgumentException e) {
            return "Assay does not decide: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static ExperimentReading read(ExperimentPlan plan, ExperimentTables tables) {
        try {
            return ExperimentAnalysis.of(plan).read(tables.log());
        } catch (EstimationException e) {
            return ExperimentDecision.unread(e);
        }
    }
}
