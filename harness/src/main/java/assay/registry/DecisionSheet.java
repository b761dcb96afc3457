package assay.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The record of an experiment in Markdown: what was asked, what was done, what was seen, what was decided, by whom and when.
 *
 * @param store open
 * @param experiment the experiment
 */
public record DecisionSheet(ExperimentStore store, Experiment experiment) {

    /**
     * The sheet.
     *
     * @param now the present, for an experiment that runs
     * @return lines of Markdown
     */
    public List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + experiment.name() + " (" + experiment.id() + ")");
        lines.add("");
        lines.add("- state: "
                + (experiment.origin() == Experiment.Origin.RECORDED
                        ? "recorded"
                        : experiment.state().code()) + ", "
                + String.format(Locale.ROOT, "%.1f", experiment.daysRunning(now)) + " days run");
        lines.add("- owner: " + experiment.owner());
        lines.add("- hypothesis: "
                + (experiment.hypothesis().isBlank()
                        ? "none"
                        : experiment.hypothesis().strip()));
        lines.add("- contract: revision " + experiment.revision() + ", sha256 " + experiment.contractSha256());
        metrics(lines);
        moves(lines);
        reading(lines);
        decisions(lines);
        return lines;
    }

    private void metrics(List<String> lines) {
        for (Row row : rows("SELECT m.purpose, m.metric, m.version FROM experiment_metrics m WHERE m.experiment_id = ? "
                + "AND m.revision = " + experiment.revision()
                + " ORDER BY m.purpose = 'primary' DESC, m.purpose, m.metric")) {
            lines.add("- " + row.text("purpose") + ": " + row.text("metric") + " version " + row.integer("version"));
        }
    }

    private void moves(List<String> lines) {
        lines.add("");
        lines.add("## What was done");
        lines.add("");
        for (Row row : rows("SELECT * FROM state_transitions WHERE experiment_id = ? ORDER BY transition_id")) {
            String reason = row.text("reason").isBlank() ? "" : ": " + row.text("reason");
            lines.add("- " + row.instant("occurred_at") + " " + row.text("to_state") + " by " + row.text("actor")
                    + reason);
        }
        new Transitions(store.database())
                .launched(experiment.id())
                .ifPresent(launch -> lines.add("- turned off by "
                        + launch.optionalText("rollback_owner").orElse("nobody named")
                        + ", reviewed by " + launch.optionalText("reviewed_by").orElse("nobody named")));
        for (Row row : rows("SELECT t.to_state, g.* FROM gate_results g JOIN state_transitions t USING (transition_id) "
                + "WHERE t.experiment_id = ? AND g.override_reason IS NOT NULL ORDER BY transition_id, gate")) {
            lines.add("- passed although closed: " + row.text("gate") + " (" + row.text("message") + "), since "
                    + row.text("override_reason"));
        }
    }

    private void reading(List<String> lines) {
        List<Row> analyses = rows("SELECT * FROM analyses WHERE experiment_id = ? ORDER BY analysis_id DESC LIMIT 1");
        if (analyses.isEmpty()) {
            return;
        }
        Row analysis = analyses.get(0);
        lines.add("");
        lines.add("## What was seen");
        lines.add("");
        lines.add("- " + analysis.text("kind") + " reading of " + analysis.instant("analysed_at") + ", "
                + analysis.number("units") + " units, trust checks: " + analysis.text("trust"));
        for (Row row : store.database()
                .rows(
                        "SELECT * FROM analysis_effects WHERE analysis_id = ? ORDER BY arm",
                        analysis.number("analysis_id"))) {
            lines.add(String.format(
                    Locale.ROOT,
                    "- %s of %s: %s [%s, %s], p %s, %d control and %d treated units",
                    row.text("metric"),
                    row.text("arm"),
                    number(row.optionalReal("effect")),
                    number(row.optionalReal("conf_low")),
                    number(row.optionalReal("conf_high")),
                    number(row.optionalReal("p_value")),
                    row.number("control_units"),
                    row.number("treated_units")));
        }
    }

    private void decisions(List<String> lines) {
        List<StoredDecision> decisions = store.decisions(experiment.id());
        if (decisions.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("## What was decided");
        lines.add("");
        StoredDecision last = decisions.get(decisions.size() - 1);
        for (StoredDecision decision : decisions) {
            Optional<String> instead = decision.overrides().isPresent()
                    ? Optional.of(", instead of the computed decision before it")
                    : Optional.empty();
            lines.add("- " + decision.at() + " **" + decision.action() + "**"
                    + (decision.arm().isEmpty() ? "" : " of " + decision.arm()) + " by " + decision.by()
                    + instead.orElse("")
                    + (decision.equals(last) ? " (in force)" : " (superseded)"));
            lines.add("    - why: " + decision.notes());
            lines.add("    - primary: " + decision.primaryResult());
            lines.add("    - guardrails: " + decision.guardrails());
        }
    }

    private List<Row> rows(String sql) {
        return store.database().rows(sql, experiment.id());
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4g", value.getAsDouble()) : "unbounded";
    }
}
