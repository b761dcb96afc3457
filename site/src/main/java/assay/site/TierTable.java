package assay.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tiers: margins by kind of claim and budget, read from the state of the book and, for what it does not state,
 * from the claims of certificates.
 */
final class TierTable {

    private static final Map<String, String> USES = Map.of(
            "A", "closed-form estimators",
            "B", "cross-fitted machine learning",
            "C", "slower learners",
            "D", "simulation-based inference, whole campaigns");
    private static final List<String> CLAIMS = List.of("coverage", "lower-tail", "median-below");

    private TierTable() {}

    static Html of(Library library) {
        Map<String, Map<String, Double>> tiers = new TreeMap<>();
        for (Certificate certificate : library.certificates().values()) {
            if (!certificate.tier().isEmpty()) {
                Map<String, Double> tier = tiers.computeIfAbsent(certificate.tier(), t -> new LinkedHashMap<>());
                CLAIMS.forEach(name -> margin(certificate, name).ifPresent(m -> tier.putIfAbsent(name, m)));
                if (certificate.budget() > 0) {
                    tier.putIfAbsent("budget", certificate.budget());
                }
            }
        }
        for (BookState.Strictness row : library.bookState().strictness()) {
            Map<String, Double> tier = tiers.computeIfAbsent(row.tier(), t -> new LinkedHashMap<>());
            tier.putIfAbsent(CLAIMS.get(0), row.nominal() - row.threshold());
            tier.put("budget", row.budget());
        }
        for (Json stated : library.bookState().rates().list("tiers")) {
            Map<String, Double> tier = tiers.computeIfAbsent(stated.text("tier"), t -> new LinkedHashMap<>());
            tier.put(CLAIMS.get(0), stated.number("coverage_slack"));
            tier.put(CLAIMS.get(1), stated.number("tail_slack"));
            tier.put(CLAIMS.get(2), stated.number("median_slack"));
            tier.put("budget", stated.number("budget"));
        }
        if (tiers.isEmpty()) {
            return new Html().leaf("p", "No tier has been used yet.", "class", "notice");
        }
        List<List<Html>> rows = new ArrayList<>();
        tiers.forEach((name, tier) -> rows.add(List.of(
                Tables.text(name),
                margin(tier, CLAIMS.get(0)),
                margin(tier, CLAIMS.get(1)),
                margin(tier, CLAIMS.get(2)),
                Tables.text(Numbers.count(tier.getOrDefault("budget", Double.NaN))),
                Tables.text(USES.getOrDefault(name, "")))));
        return Tables.of(
                "Tiers",
                List.of("Tier", "Coverage and size", "Each tail", "Median", "Replicates at most", "For"),
                rows,
                "");
    }

    private static Optional<Double> margin(Certificate certificate, String claim) {
        return certificate.cells().stream()
                .flatMap(cell -> cell.claim(claim).stream())
                .findFirst()
                .map(found -> found.nominal() - found.threshold());
    }

    private static Html margin(Map<String, Double> tier, String claim) {
        return Tables.text(Numbers.brief(tier.getOrDefault(claim, Double.NaN)));
    }
}
