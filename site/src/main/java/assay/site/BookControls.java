package assay.site;

import java.util.ArrayList;
import java.util.List;

/** Mutants, foils and oracles of all certificates: what each had to be, what it was, and what decided. */
final class BookControls {

    private BookControls() {}

    static void introduce(Html html) {
        html.leaf("h2", "Mutants and foils", "id", "controls");
        html.leaf(
                "p",
                "A test that cannot fail certifies nothing. Copies of a method that were broken on purpose, and naive "
                        + "methods, go through the identical procedure and must be refuted; an oracle that knows the "
                        + "true standard error must be certified. One control that does not behave voids its cell.");
    }

    /** The controls of one certificate. */
    static void method(Html html, Certificate certificate) {
        List<List<Html>> rows = new ArrayList<>();
        long right = 0;
        for (Cell cell : certificate.cells()) {
            for (Control control : cell.controls()) {
                Claim decisive = control.decisive();
                boolean refuted = control.verdict() == Verdict.REFUTED;
                right += control.asRequired() ? 1 : 0;
                rows.add(List.of(
                        Tables.text(control.kind() + " " + Words.of(control.name())),
                        html.fresh().link(certificate.page() + "#" + cell.anchor(), cell.id()),
                        Tables.text(control.required().label()),
                        Tables.text(control.verdict().label() + (control.asRequired() ? "" : ", not as required")),
                        Tables.text(Words.of(decisive.name())),
                        Tables.text(Numbers.fixed(decisive.estimate(), 4)),
                        Tables.text(Numbers.log10(refuted ? decisive.logRefute() : decisive.logCertify())),
                        Tables.text(Numbers.count(decisive.replicates()))));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        boolean all = right == rows.size();
        if (all) {
            html.open("details");
        } else {
            html.open("details", "open", "");
        }
        html.leaf("summary", certificate.title() + ": " + right + " of " + rows.size() + " as required");
        html.add(Tables.of(
                        "Controls of " + certificate.title(),
                        List.of(
                                "Control",
                                "Cell",
                                "Must be",
                                "Is",
                                "Decided by",
                                "Rate",
                                "log10 E",
                                "Replicates to verdict"),
                        rows,
                        "sortable compact"))
                .close()
                .line();
    }
}
