package assay.site;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The claims of a cell, and its controls, as tables. */
final class ClaimsTable {

    private ClaimsTable() {}

    static Html of(List<Claim> claims) {
        List<List<Html>> rows = new ArrayList<>();
        for (Claim claim : claims) {
            rows.add(List.of(
                    Tables.text(claim.name().replace('-', ' ')),
                    verdict(claim),
                    Tables.text(Numbers.fixed(claim.estimate(), 4) + (claim.bounded() ? " (mean)" : "")),
                    Tables.text(Numbers.interval(claim.low(), claim.high(), 4)),
                    Tables.text(Numbers.fixed(claim.threshold(), 3)),
                    Tables.text(Numbers.fixed(claim.logCertify() / Math.log(10), 2)),
                    Tables.text(Numbers.fixed(claim.logRefute() / Math.log(10), 2)),
                    Tables.text(Numbers.count(claim.replicates()))));
        }
        return Tables.of(
                List.of(
                        "Claim",
                        "Verdict",
                        "Rate",
                        "Confidence sequence",
                        "Threshold",
                        "log10 E for",
                        "log10 E against",
                        "Replicates"),
                rows);
    }

    private static Html verdict(Claim claim) {
        Html found = new Html().add(claim.verdict().chip());
        return claim.wasteful() ? found.leaf("span", "intervals wider than need be", "class", "sub") : found;
    }

    /** What the claims say, each once. */
    static Html statements(List<Cell> cells) {
        Set<Map.Entry<String, String>> statements = new LinkedHashSet<>();
        cells.stream()
                .flatMap(cell -> cell.claims().stream())
                .filter(claim -> !claim.statement().isEmpty())
                .forEach(claim -> statements.add(Map.entry(claim.name().replace('-', ' '), claim.statement())));
        List<String> pairs = new ArrayList<>();
        statements.forEach(entry -> pairs.addAll(List.of(entry.getKey(), entry.getValue())));
        return Tables.facts(pairs);
    }

    /** The controls of a cell; what is in the set has been described before on the page. */
    static Html controls(List<Control> controls, Set<String> described) {
        List<List<Html>> rows = new ArrayList<>();
        for (Control control : controls) {
            Claim decisive = control.decisive();
            Html name = new Html();
            name.leaf("strong", control.name().replace('-', ' '));
            if (!control.description().isEmpty() && described.add(control.name() + control.description())) {
                name.leaf("span", control.description(), "class", "sub");
            }
            Html found = new Html();
            found.add(control.verdict().chip());
            if (!control.asRequired()) {
                found.leaf("span", "must be " + control.required().label().toLowerCase(Locale.ROOT), "class", "sub");
            }
            rows.add(List.of(
                    name,
                    Tables.text(control.kind()),
                    found,
                    Tables.text(decisive.name().replace('-', ' ')),
                    Tables.text(Numbers.fixed(decisive.estimate(), 4)),
                    Tables.text(Numbers.count(decisive.replicates()))));
        }
        return Tables.of(
                "Controls of this cell",
                List.of("Control", "Kind", "Verdict", "Decided by", "Rate", "Replicates"),
                rows,
                "");
    }
}
