package assay.certificate;

import java.util.List;

/**
 * How p-values are distributed where treatment does nothing; reported, and no part of the verdict.
 *
 * @param tests p-values weighed
 * @param logEValidity log evidence that small p-values come too often (calibrators)
 * @param logEUniformity log evidence against the uniform distribution in either direction (Dirichlet-multinomial)
 * @param bins counts in 20 equal bins
 * @param ks largest distance between the empirical and the uniform distribution function
 * @param ksBound upper 99 % bound of the true distance (Dvoretzky, Kiefer, Wolfowitz, Massart)
 */
public record Distribution(
        int tests, double logEValidity, double logEUniformity, List<Integer> bins, double ks, double ksBound) {

    public Distribution {
        bins = List.copyOf(bins);
    }
}
