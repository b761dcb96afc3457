package assay.trust;

/**
 * Shares of rows up to which a defect of the log is told and tolerated. Beyond them the comparison is void: a defect that touches more
 * units than these can move an effect that experiments look for.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a share is not in [0, 1).
 *
 * @param duplicates users that are logged more than once
 * @param arms users that are logged in two arms, and rows without an arm of the plan
 * @param served shown units that were shown another arm than theirs
 * @param order rows whose times contradict each other
 * @param immature units that were not watched for as long as a metric needs, where the data are read once
 * @param implausible units more active than a person can be
 */
public record TrustTolerance(
        double duplicates, double arms, double served, double order, double immature, double implausible) {

    public TrustTolerance {
        for (double share : new double[] {duplicates, arms, served, order, immature, implausible}) {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("a tolerated share must be in [0, 1), not " + share);
            }
        }
    }

    /**
     * The usual shares.
     *
     * @return one in a thousand for duplicates, wrong arms shown and contradictory times, one in ten thousand for users in two arms,
     *     one in twenty for immature units, one in a hundred for implausible activity
     */
    public static TrustTolerance standard() {
        return new TrustTolerance(0.001, 0.0001, 0.001, 0.001, 0.05, 0.01);
    }
}
