package assay.dgp;

/**
 * How strong the hidden confounder of a world is: its partial R-squared with the treatment given the covariates, and with the
 * outcome given treatment and covariates, both of linear projections in the population.
 *
 * @param treatment share of the treatment's residual variance, in [0, 1)
 * @param outcome share of the outcome's residual variance, in [0, 1)
 */
public record ConfounderStrength(double treatment, double outcome) {

    private static final double SLOPE = 0.9;
    private static final int POINTS = 60;

    /**
     * The strength in a world, as U is independent of X: {@code E[U e]^2 / (1/4 - E[x0 e]^2)} by Gauss-Hermite quadrature over
     * the propensity e, and {@code v / (v + sd^2)} with {@code v = b^2 (1 - R2_D)}.
     *
     * @param world the world
     * @return its strength
     */
    public static ConfounderStrength of(HiddenConfounder world) {
        double[] moments = new double[2];
        Quadrature.overNormals(POINTS, (x0, u, weight) -> {
            double e = Traits.logistic(SLOPE * x0 + world.onTreatment() * u);
            moments[0] += weight * x0 * e;
            moments[1] += weight * u * e;
        });
        double treatment = moments[1] * moments[1] / (0.25 - moments[0] * moments[0]);
        double own = world.onOutcome() * world.onOutcome() * (1 - treatment);
        return new ConfounderStrength(treatment, own / (own + world.sd() * world.sd()));
    }
}
