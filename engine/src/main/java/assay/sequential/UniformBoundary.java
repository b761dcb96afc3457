package assay.sequential;

/**
 * A curve that a sum of deviations stays below at all times at once, with a given probability: if {@code S_t} is sub-psi with
 * intrinsic time {@code V_t}, then {@code P(some t: S_t >= bound(V_t, alpha)) <= alpha}.
 *
 * <p>Which sums are sub-psi, and with what intrinsic time, stands with each boundary (Howard, Ramdas, McAuliffe and Sekhon 2021,
 * Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49).
 */
public interface UniformBoundary {

    /**
     * The boundary.
     *
     * @param v intrinsic time, above 0
     * @param alpha chance of ever crossing it, in (0, 1)
     * @return the height
     */
    double bound(double v, double alpha);
}
