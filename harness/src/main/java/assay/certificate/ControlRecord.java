package assay.certificate;

import java.util.List;

/**
 * A control of a cell, as stored.
 *
 * @param kind {@code mutant}, {@code foil} or {@code oracle}
 * @param name kebab-case name
 * @param description what it does wrong, or right
 * @param required the verdict without which the cell is void
 * @param verdict the verdict that it got
 * @param claims its claims
 */
public record ControlRecord(
        String kind, String name, String description, Verdict required, Verdict verdict, List<ClaimRecord> claims) {

    public ControlRecord {
        claims = List.copyOf(claims);
    }

    /**
     * The verdict on a method beside its controls. What is to be CERTIFIED needs every control to be what it must be, or it
     * is void: the procedure has not shown that it could tell. A refutation needs no mutant to show that the procedure can
     * refute, but void it is if the oracle is refuted too. What is inconclusive is void once a control has the wrong verdict.
     *
     * @param own the verdict on the method's own claims
     * @param controls its controls
     * @return the verdict on the cell
     */
    public static Verdict judge(Verdict own, List<ControlRecord> controls) {
        boolean wrong = switch (own) {
            case CERTIFIED -> !controls.stream().allMatch(ControlRecord::holds);
            case REFUTED ->
                controls.stream().anyMatch(c -> c.required() == Verdict.CERTIFIED && c.verdict() == Verdict.REFUTED);
            default -> controls.stream().anyMatch(c -> !c.holds() && c.verdict() != Verdict.INCONCLUSIVE);
        };
        return wrong ? Verdict.VOID : own;
    }

    /**
     * Whether the control did what it is for.
     *
     * @return true if it got the required verdict
     */
    public boolean holds() {
        return verdict == required;
    }
}
