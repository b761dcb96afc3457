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
     * Whether the control did what it is for.
     *
     * @return true if it got the required verdict
     */
    public boolean holds() {
        return verdict == required;
    }
}
