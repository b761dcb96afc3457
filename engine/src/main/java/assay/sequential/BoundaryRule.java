package assay.sequential;

import assay.Arguments;

/** How the critical values of the looks are found. */
public sealed interface BoundaryRule {

    /**
     * Error spending (Lan and DeMets, Biometrika 70, 1983): the chance under the null hypothesis to reject by a look is
     * what the function allows at the information that the look has. Neither the number of looks nor their times need be
     * known beforehand, as long as they do not depend on the effect.
     *
     * @param function what is spent
     * @param convention how a two-sided test spends it; of no effect on a one-sided test
     */
    record Spending(SpendingFunction function, SpendingConvention convention) implements BoundaryRule {}

    /**
     * The family of Wang and Tsiatis (Biometrics 43, 1987): reject where {@code |Z| >= c t^(delta - 1/2)} at a share t of the
     * information. All looks must be known beforehand.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if delta is not in [-0.5, 0.5].
     *
     * @param delta 0 for O'Brien and Fleming, 1/2 for Pocock, in [-0.5, 0.5]
     */
    record WangTsiatis(double delta) implements BoundaryRule {
        public WangTsiatis {
            Arguments.finite("delta", delta);
            if (Math.abs(delta) > 0.5) {
                throw new IllegalArgumentException("delta of Wang and Tsiatis is in [-0.5, 0.5], not " + delta);
            }
        }
    }
}
