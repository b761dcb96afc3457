package assay.site;

import java.util.List;

/** A mutant or a foil that must be refuted, or an oracle that must be certified. */
record Control(String kind, String name, String description, Verdict required, Verdict verdict, List<Claim> claims) {

    static Control of(Json json) {
        return new Control(
                json.text("kind"),
                json.text("name"),
                json.text("description"),
                Verdict.of(json.text("required")),
                Verdict.of(json.text("verdict")),
                Claim.all(json));
    }

    boolean isFoil() {
        return kind.equals("foil");
    }

    boolean asRequired() {
        return required == verdict;
    }

    /** The claim that decided: the first with the control's own verdict, coverage before the others. */
    Claim decisive() {
        return claims.stream()
                .filter(claim -> claim.verdict() == verdict)
                .findFirst()
                .orElseGet(() -> claims.isEmpty() ? Claim.of(Json.ABSENT) : claims.get(0));
    }
}
