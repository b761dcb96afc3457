package assay.quasi;

/** How uncertain contrasts are, by the sums of their influence values over independent units. */
interface Dispersion {

    /** The covariance of two contrasts. */
    double covariance(Contrast a, Contrast b);

    /** The degrees of freedom of the variance of a contrast. */
    double degreesOfFreedom(Contrast a);

    /** The number of independent units. */
    int independent();

    /** The estimator in words. */
    String words();
}
