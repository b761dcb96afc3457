package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The claims of a cell, and its controls, as tables. */
final class ClaimsTable {

    private ClaimsTable() {}

    static Html of(List<Claim> claims) {
        List<List<Html>> rows = new ArrayList<>();
        for (Claim claim : claims) {
            Html name = new Html();
            name.leaf("span", claim.name().replace('-', ' '), "title", claim.statement());
            rows.add(List.of(
                    name,
                    claim.verdict().chip(),
                    Tables.text(Numbers.fixed(claim.estimate(), 4)),
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

    static Html controls(List<Control> controls) {
        List<List<Html>> rows = new ArrayList<>();
        for (Control control : controls) {
            Claim decisive = control.decisive();
            Html name = new Html();
            name.leaf("strong", control.name().replace('-', ' '));
            if (!control.description().isEmpty()) {
                name.leaf("span", control.description(), "class", "sub");
            }
            Html found = new Html();
            found.add(control.verdict().chip());
            found.leaf("span", control.asRequired() ? "as required" : "not as required", "class", "sub");
            rows.add(List.of(
                    name,
                    Tables.text(control.kind()),
                    control.required().chip(),
                    found,
                    Tables.text(decisive.name().replace('-', ' ')),
                    Tables.text(Numbers.fixed(decisive.estimate(), 4)),
                    Tables.text(Numbers.count(decisive.replicates()))));
        }
        return Tables.of(List.of("Control", "Kind", "Must be", "Is", "Decided by", "Rate", "Replicates"), rows);
    }
}
