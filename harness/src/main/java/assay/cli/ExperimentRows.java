package assay.cli;

import assay.registry.EventFinding;
import assay.registry.EventReport;
import assay.registry.Experiment;
import assay.registry.ExperimentStore;
import assay.registry.LaunchRequest;
import assay.registry.Portfolio;
import assay.registry.PortfolioRow;
import assay.registry.StoredDecision;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/** What a store holds, as rows. */
final class ExperimentRows {

    private ExperimentRows() {}

    static Rows experiments(ExperimentStore store, Instant now) {
        Rows rows = new Rows("experiment", "state", "owner", "days", "primary_metric", "decision", "changed_at");
        for (Experiment experiment : store.experiments()) {
            List<StoredDecision> decisions = store.decisions(experiment.id());
            rows.add(
                    experiment.id(),
                    experiment.origin() == Experiment.Origin.RECORDED
                            ? "recorded"
                            : experiment.state().code(),
                    experiment.owner(),
                    experiment.daysRunning(now),
                    experiment.primaryMetric(),
                    decisions.isEmpty()
                            ? null
                            : decisions.get(decisions.size() - 1).action(),
                    experiment.changedAt());
        }
        return rows;
    }

    static Rows decisions(List<StoredDecision> decisions) {
        Rows rows = new Rows(
                "sequence", "kind", "decision", "arm", "decided_at", "decided_by", "primary", "guardrails", "notes");
        for (StoredDecision decision : decisions) {
            rows.add(
                    decision.sequence(),
                    decision.kind().name().toLowerCase(Locale.ROOT),
                    decision.action(),
                    decision.arm(),
                    decision.at(),
                    decision.by(),
                    decision.primaryResult(),
                    decision.guardrails(),
                    decision.notes());
        }
        return rows;
    }

    static Rows portfolio(Portfolio portfolio) {
        Rows rows = new Rows(
                "launch",
                "experiment",
                "state",
                "owner",
                "days",
                "arm",
                "effect",
                "conf_low",
                "conf_high",
                "e_value",
                "e_bh",
                "e_lond",
                "decision",
                "layer",
                "shares_users_with");
        for (PortfolioRow row : portfolio.rows()) {
            rows.add(
                    row.launch(),
                    row.experiment().id(),
                    row.experiment().state().code(),
                    row.experiment().owner(),
                    row.days(),
                    row.effect().map(PortfolioRow.Effect::arm).orElse(null),
                    row.effect().map(PortfolioRow.Effect::value).orElse(null),
                    row.effect().map(e -> number(e.low())).orElse(null),
                    row.effect().map(e -> number(e.high())).orElse(null),
                    FastMath.exp(row.logE()),
                    row.live().map(stands -> stands ? "stands" : "no").orElse(null),
                    row.online() ? "stands" : "no",
                    row.decision().map(d -> d.action().name()).orElse(null),
                    row.place().map(LaunchRequest.Place::text).orElse(null),
                    String.join(" ", row.sharesUsersWith()));
        }
        return rows;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
    }

    static Rows events(EventReport report) {
        Rows rows = new Rows("rule", "name", "state", "count", "example", "message", "remedy");
        for (EventFinding finding : report.findings()) {
            rows.add(
                    finding.rule(),
                    finding.name(),
                    finding.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    finding.count(),
                    finding.example(),
                    finding.message(),
                    finding.remedy());
        }
        return rows;
    }
}
