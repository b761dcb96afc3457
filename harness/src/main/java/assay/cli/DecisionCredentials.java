package assay.cli;

import assay.certificate.CellRecord;
import assay.certificate.ClaimRecord;
import assay.decision.ExperimentPlan;
import assay.decision.brief.Credential;
import assay.experiment.MetricType;
import assay.harness.Catalog;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a decision's methods, and the decision itself, are worth by their certificates. */
record DecisionCredentials(ExperimentPlan plan, AnalysisCertificates analysis) {

    private static final int HUNDRED = 100;

    List<Credential> credentials() {
        List<Credential> all = new ArrayList<>();
        for (JsonElement element : analysis.json()) {
            JsonObject method = element.getAsJsonObject();
            int outside = method.get("outside").getAsInt();
            int inside = method.get("inside").getAsInt();
            String note = inside + outside == 0
                    ? ""
                    : outside == 0
                            ? "all " + inside + " comparisons are inside its certified region"
                            : outside + " of " + (inside + outside) + " comparisons are outside its certified region";
            all.add(new Credential(
                    method.get("method").getAsString(),
                    method.get("certificate").getAsString(),
                    note));
        }
        for (String method : methods()) {
            Catalog.find(method)
                    .ifPresent(found -> all.add(new Credential(
                            method, Badge.of(found).verdict(), "the whole way from the log to the action")));
        }
        return all;
    }

    /** The certified ways to decide that are like this one. */
    private List<String> methods() {
        List<String> methods = new ArrayList<>();
        methods.add("experiment-decision");
        if (plan.policy().segments().isPresent() && !plan.segments().isEmpty()) {
            methods.add("targeted-decision");
        }
        if (plan.treatments().size() > 1) {
            methods.add("multi-arm-decision");
        }
        if (plan.primary().type() != MetricType.PROPORTION) {
            methods.add("amount-decision");
        }
        return methods;
    }

    /** How often they are right, one sentence each. */
    List<String> characteristics() {
        List<String> lines = new ArrayList<>();
        for (String method : methods()) {
            Optional<List<CellRecord>> cells = Catalog.find(method)
                    .map(Badge::of)
                    .map(Badge::certificateOrNull)
                    .map(certificate -> certificate.cells());
            cells.ifPresent(records -> {
                double right = records.stream()
                        .mapToDouble(c -> estimate(c, "right-action"))
                        .min()
                        .orElse(Double.NaN);
                double harmless = records.stream()
                        .mapToDouble(c -> estimate(c, "no-harm-null"))
                        .min()
                        .orElse(Double.NaN);
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: in each of %d kinds of simulated experiments the documented action was taken in at least %.0f of"
                                + " 100; without any effect at most %.1f of 100 shipped.",
                        method,
                        records.size(),
                        Math.floor(HUNDRED * right),
                        HUNDRED * (1 - harmless)));
            });
        }
        return lines;
    }

    private static double estimate(CellRecord cell, String claim) {
        return cell.claims().stream()
                .filter(record -> record.name().equals(claim))
                .mapToDouble(ClaimRecord::estimate)
                .findFirst()
                .orElse(Double.NaN);
    }
}
