package assay.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One method's certificate as it was committed. */
record Certificate(
        Path file,
        String method,
        String title,
        String estimand,
        Map<String, String> options,
        String tier,
        double level,
        double budget,
        Verdict verdict,
        String statement,
        List<Cell> cells,
        List<Family> families,
        Json powerCurve,
        Json realData,
        Json provenance) {

    static Certificate read(Path file) {
        Json json = Json.read(file);
        String method = json.text("method");
        if (method.isEmpty()) {
            throw new SiteException(
                    file + " has no \"method\", so it is not a certificate. Run ./assay certify again.");
        }
        return new Certificate(
                file,
                method,
                json.text("title", method),
                json.text("estimand"),
                json.textEntries("options"),
                json.text("tier"),
                json.number("level"),
                json.number("budget"),
                Verdict.of(json.text("verdict")),
                json.text("statement"),
                json.list("cells").stream().map(Cell::of).toList(),
                json.list("families").stream().map(Family::of).toList(),
                json.get("power_curve"),
                json.get("aa_real"),
                json.get("provenance"));
    }

    List<Cell> home() {
        return cells.stream().filter(Cell::home).toList();
    }

    /** The cell that figures are drawn from: the first home cell, else the first. */
    Optional<Cell> leading() {
        return home().stream().findFirst().or(() -> cells.stream().findFirst());
    }

    Optional<Cell> cell(String id) {
        return cells.stream().filter(cell -> cell.id().equals(id)).findFirst();
    }

    List<Claim> realClaims() {
        return Claim.all(realData);
    }

    String page() {
        return "certificates/" + Slug.of(method) + ".html";
    }

    String raw() {
        return "certificates/" + Slug.of(method) + ".json";
    }
}
