package assay.certificate;

import org.apache.commons.math3.util.FastMath;

/**
 * The e-LOND rule over the attempts of the book's lifetime: the t-th is accepted on evidence of
 * {@code 1 / (q gamma_t (R + 1))}, R being the attempts accepted before and {@code gamma_t = t^-1.1 / zeta(1.1)}. The
 * expected share of false attempts among those accepted is at most q, however many there will be and however they
 * depend on each other (Xu and Ramdas, 2024).
 */
final class LifetimeRule {

    private static final double DECAY = 1.1;

    /** Riemann's zeta at 1.1 (mpmath 1.3: {@code zeta('1.1')}). */
    private static final double ZETA = 10.584448464950809826;

    private LifetimeRule() {}

    /** The log evidence that the attempt of this index, from 1, needs after so many were accepted. */
    static double logThreshold(int index, int accepted) {
        return FastMath.log(ZETA) + DECAY * FastMath.log(index) - FastMath.log(ErrorRates.BOOK * (accepted + 1.0));
    }
}
