package assay.cli;

import assay.data.experiment.TableSummary;
import assay.decision.ExperimentPlan;
import assay.trust.TrustFinding;
import assay.trust.TrustFinding.State;
import assay.trust.TrustReport;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What {@code assay trust} prints.
 *
 * @param plan the contract
 * @param report what the checks found
 * @param summary what was read
 */
record TrustText(ExperimentPlan plan, TrustReport report, TableSummary summary) {

    String format(Format format) {
        return switch (format) {
            case TABLE, MD -> head() + "\n" + rows().format(format) + "\n" + explanations();
            case CSV -> rows().format(Format.CSV);
            case JSON -> Rows.toJson(json());
        };
    }

    /** Findings, the worst first and else in the order of the checks. */
    List<TrustFinding> worstFirst() {
        return report.findings().stream()
                .sorted(Comparator.comparingInt(TrustText::rank))
                .toList();
    }

    private static int rank(TrustFinding finding) {
        if (finding.invalidates()) {
            return 0;
        }
        if (finding.delays()) {
            return 1;
        }
        return switch (finding.state()) {
            case FAIL -> 2;
            case NOT_RUN -> 3;
            case WARN -> 4;
            case PASS -> 5;
            case NOT_APPLICABLE -> 6;
        };
    }

    private String head() {
        StringBuilder text = new StringBuilder("experiment: " + plan.id() + ", " + plan.title() + "\n");
        text.append("read: ").append(summary.logged()).append(" assignments\n");
        summary.leftOut()
                .forEach((reason, count) -> text.append("left out: ")
                        .append(count)
                        .append(", ")
                        .append(reason)
                        .append('\n'));
        summary.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private Rows rows() {
        Rows rows = new Rows("check", "where", "state", "consequence", "statistic", "p_value");
        for (TrustFinding finding : worstFirst()) {
            rows.add(
                    finding.check(),
                    finding.where(),
                    code(finding.state()),
                    code(finding.consequence()),
                    finding.statistic(),
                    finding.pValue());
        }
        return rows;
    }

    /** What did not pass, in words, and what to do; then the upshot. */
    String explanations() {
        StringBuilder text = new StringBuilder();
        for (TrustFinding finding : worstFirst()) {
            if (finding.state() != State.PASS && finding.state() != State.NOT_APPLICABLE) {
                text.append(finding.check())
                        .append(": ")
                        .append(finding.message())
                        .append('\n');
                if (!finding.remedy().isEmpty()) {
                    text.append("  ").append(finding.remedy()).append('\n');
                }
            }
        }
        return text.append(upshot()).append('\n').toString();
    }

    private String upshot() {
        if (!report.invalidating().isEmpty()) {
            return "Do not compare the arms: " + report.invalidating().size()
                    + " checks say that the comparison would be void.";
        }
        if (!report.delaying().isEmpty()) {
            return "Nothing is broken, but it is too early to compare the arms.";
        }
        return report.state() == State.PASS
                ? "All checks that apply passed: the arms can be compared."
                : "The arms can be compared, with the care that is said above.";
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/trust/1");
        root.addProperty("experiment_id", plan.id());
        root.addProperty("state", code(report.state()));
        root.addProperty("upshot", upshot());
        JsonArray findings = new JsonArray();
        for (TrustFinding finding : worstFirst()) {
            JsonObject one = new JsonObject();
            one.addProperty("check", finding.check());
            one.addProperty("where", finding.where());
            one.addProperty("state", code(finding.state()));
            one.addProperty("consequence", code(finding.consequence()));
            one.addProperty("invalidates", finding.invalidates());
            number(one, "statistic", finding.statistic());
            number(one, "p_value", finding.pValue());
            one.addProperty("message", finding.message());
            one.addProperty("remedy", finding.remedy());
            findings.add(one);
        }
        root.add("findings", findings);
        root.addProperty("assignments", summary.logged());
        JsonObject left = new JsonObject();
        summary.leftOut().forEach(left::addProperty);
        root.add("left_out", left);
        JsonObject rows = new JsonObject();
        summary.rows().forEach(rows::addProperty);
        root.add("rows", rows);
        JsonArray notes = new JsonArray();
        summary.notes().forEach(notes::add);
        root.add("notes", notes);
        return root;
    }

    private static void number(JsonObject to, String name, double value) {
        if (Double.isFinite(value)) {
            to.addProperty(name, value);
        }
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
