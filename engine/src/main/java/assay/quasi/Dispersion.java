package assay.quasi;

import java.util.List;

/** How uncertain contrasts are, by the sums of their influence values over independent units. */
interface Dispersion {

    /** The covariance of two contrasts. */
    double covariance(Contrast a, Contrast b);

    /** The degrees of freedom of the variance of a contrast. */
    double degreesOfFreedom(Contrast a);

    /**
     * The degrees of freedom of the Wishart distribution that has the total variance of the covariance of several contrasts,
     * whose root is given.
     */
    double degreesOfFreedom(List<Contrast> contrasts, SemiCholesky root);

    /** The number of independent units. */
    int independent();

    /** The estimator in words. */
    String words();
}
