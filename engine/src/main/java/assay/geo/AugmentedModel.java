package assay.geo;

/**
 * Ridge-augmented synthetic control (Ben-Michael, Feller and Rothstein, JASA 116, 2021, doi:10.1080/01621459.2021.1929245). With
 * outcomes before the campaign less the mean of the region (where unit effects are fixed) and less the mean of the controls in
 * that period, X of controls by periods and x of the treated: weights w on the simplex minimise {@code |x - X'w|^2}, and the
 * augmented ones are {@code w + (X X' + lambda I)^-1 X (x - X'w)}. They sum to 1 and may be negative.
 *
 * <p>The penalty is chosen by leaving out one period before the campaign after the other: of 21 penalties from the largest squared
 * singular value of X down to 1e-8 of it, all weights being found again.
 *
 * @param augmentation what is done about the distance that is left
 * @param unitEffects whether regions may stand at different levels
 */
public record AugmentedModel(Augmentation augmentation, UnitEffects unitEffects) {

    private static final int PENALTIES = 20;
    private static final double SMALLEST = 1e-8;

    /**
     * The usual model: a ridge, one standard error, unit effects.
     *
     * @return the model
     */
    public static AugmentedModel standard() {
        return new AugmentedModel(Augmentation.RIDGE_ONE_SE, UnitEffects.FIXED);
    }

    /**
     * Finds weights on the periods before the campaign.
     *
     * @param controls outcomes of controls, one array of all periods for each
     * @param treated mean outcome of the treated in all periods
     * @param before periods before the campaign
     * @return the weights and the gaps
     */
    public AugmentedFit fit(double[][] controls, double[] treated, int before) {
        MatchingProblem problem = new MatchingProblem(controls, before, unitEffects);
        double[] target = problem.target(treated);
        double[] cross = problem.cross(target);
        double[] simplex = problem.simplex(cross, null);
        double penalty = penalty(problem, target, cross, simplex);
        double[] weights = augmented(problem, cross, simplex, penalty);
        return AugmentedFit.of(problem, controls, treated, target, weights, penalty);
    }

    /** Weights with a penalty that is known; NaN for none. */
    static double[] augmented(MatchingProblem problem, double[] cross, double[] simplex, double penalty) {
        double[] weights = simplex.clone();
        if (!Double.isNaN(penalty)) {
            double[] more = problem.ridge(cross, simplex, penalty);
            for (int j = 0; j < weights.length; j++) {
                weights[j] += more[j];
            }
        }
        return weights;
    }

    private double penalty(MatchingProblem problem, double[] target, double[] cross, double[] simplex) {
        if (augmentation == Augmentation.NONE) {
            return Double.NaN;
        }
        double largest = problem.largestEigenvalue();
        if (!(largest > 0)) {
            return Double.NaN;
        }
        double[] penalties = new double[PENALTIES + 1];
        for (int k = 0; k <= PENALTIES; k++) {
            penalties[k] = largest * Math.pow(SMALLEST, (double) k / PENALTIES);
        }
        int periods = target.length;
        double[][] errors = new double[penalties.length][periods];
        for (int t = 0; t < periods; t++) {
            MatchingProblem rest = problem.without(t);
            double[] part = problem.without(t, cross, target[t]);
            double[] weights = rest.simplex(part, simplex);
            for (int k = 0; k < penalties.length; k++) {
                double[] all = augmented(rest, part, weights, penalties[k]);
                double error = target[t] - problem.at(t, all);
                errors[k][t] = error * error;
            }
        }
        return chosen(penalties, errors);
    }

    private double chosen(double[] penalties, double[][] errors) {
        double[] mean = new double[penalties.length];
        int best = 0;
        for (int k = 0; k < mean.length; k++) {
            mean[k] = mean(errors[k]);
            best = mean[k] < mean[best] ? k : best;
        }
        if (augmentation == Augmentation.RIDGE_MIN) {
            return penalties[best];
        }
        double squares = 0;
        for (double error : errors[best]) {
            squares += (error - mean[best]) * (error - mean[best]);
        }
        int n = errors[best].length;
        double most = mean[best] + Math.sqrt(squares / (n - 1.0) / n);
        for (int k = 0; k < mean.length; k++) {
            if (mean[k] <= most) {
                return penalties[k];
            }
        }
        return penalties[best];
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}
