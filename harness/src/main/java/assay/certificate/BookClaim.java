package assay.certificate;

import java.util.ArrayList;
import java.util.List;

/**
 * A claim that a badge rests on.
 *
 * @param method name of the method
 * @param cell id of the home cell, or name of the real table
 * @param role {@code home}, {@code stress} or {@code real-table}
 * @param claim the claim with its evidence
 */
public record BookClaim(String method, String cell, String role, ClaimRecord claim) {

    /** The role of a real table. */
    public static final String REAL_TABLE = "real-table";

    /**
     * The claims that the badge of a certificate rests on.
     *
     * @param certificate the certificate
     * @return those of home cells and of the real table
     */
    public static List<BookClaim> of(Certificate certificate) {
        return all(certificate).stream()
                .filter(claim -> !claim.role.equals(CellRole.STRESS.code()))
                .toList();
    }

    /**
     * All claims about the method itself, those in stress cells included.
     *
     * @param certificate the certificate
     * @return by cell, the real table last
     */
    public static List<BookClaim> all(Certificate certificate) {
        List<BookClaim> claims = new ArrayList<>();
        for (CellRecord cell : certificate.cells()) {
            cell.claims().forEach(c -> claims.add(new BookClaim(certificate.method(), cell.id(), cell.role(), c)));
        }
        certificate
                .realTable()
                .ifPresent(real -> real.claims()
                        .forEach(c -> claims.add(new BookClaim(certificate.method(), real.dataset(), REAL_TABLE, c))));
        return claims;
    }

    /**
     * The least log evidence over the claims that a badge rests on: an e-value against "one of them is false".
     *
     * @param certificate the certificate
     * @return the minimum, 0 if there are no claims
     */
    public static double weakest(Certificate certificate) {
        return of(certificate).stream()
                .mapToDouble(c -> c.claim.logECertify())
                .min()
                .orElse(0);
    }

    /**
     * How many claims about the method could be refuted, those of families and power curves included.
     *
     * @param certificate the certificate
     * @return the count
     */
    public static int tested(Certificate certificate) {
        int each = certificate.cells().stream()
                .mapToInt(cell -> cell.claims().size())
                .max()
                .orElse(0);
        int members = certificate.families().stream()
                .mapToInt(family -> family.members().size())
                .sum();
        PowerCurve curve = certificate.powerCurve();
        int points = curve == null ? 0 : 2 * curve.points().size();
        return all(certificate).size() + each * members + points;
    }
}
