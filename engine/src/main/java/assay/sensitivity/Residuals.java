package assay.sensitivity;

import assay.linear.CenteredQr;

/**
 * The regressions behind a coefficient, by Frisch, Waugh and Lovell: what the covariates leave of the treatment, and what
 * the covariates and the treatment leave of the outcome.
 */
final class Residuals {

    private static final double DETERMINED = 1e-7;

    private final int rank;
    private final double[] treatment;
    private final double[] outcome;
    private final double treatmentSquares;
    private final double treatmentTotal;
    private final double outcomeSquares;
    private final double total;
    private final double mean;
    private final double coefficient;

    private Residuals(CenteredQr covariates, double[] treatment, double[] outcome) {
        this.rank = covariates.rank();
        this.treatment = treatment.clone();
        this.outcome = outcome.clone();
        CenteredQr.center(this.treatment);
        this.treatmentTotal = dot(this.treatment, this.treatment);
        covariates.residualize(this.treatment);
        this.treatmentSquares = dot(this.treatment, this.treatment);
        this.mean = CenteredQr.center(this.outcome);
        this.total = dot(this.outcome, this.outcome);
        covariates.residualize(this.outcome);
        double slope = 0;
        if (treatmentSquares > 0) {
            // A second pass takes away what rounding left of the first.
            for (int pass = 0; pass < 2; pass++) {
                double b = dot(this.treatment, this.outcome) / treatmentSquares;
                slope += b;
                for (int i = 0; i < outcome.length; i++) {
                    this.outcome[i] -= b * this.treatment[i];
                }
            }
        }
        this.coefficient = slope;
        this.outcomeSquares = dot(this.outcome, this.outcome);
    }

    static Residuals of(double[][] covariates, double[] treatment, double[] outcome) {
        return new Residuals(CenteredQr.of(covariates, outcome.length), treatment, outcome);
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        double rest = 0;
        int i = 0;
        for (; i + 1 < x.length; i += 2) {
            sum += x[i] * y[i];
            rest += x[i + 1] * y[i + 1];
        }
        return i < x.length ? sum + rest + x[i] * y[i] : sum + rest;
    }

    /** The covariates that were kept, the intercept not counted. */
    int rank() {
        return rank;
    }

    boolean treatmentDetermined() {
        return !(treatmentSquares > DETERMINED * DETERMINED * treatmentTotal);
    }

    int degreesOfFreedom() {
        return outcome.length - rank - 2;
    }

    double coefficient() {
        return coefficient;
    }

    /** What the covariates leave of the treatment, row by row; not to be written to. */
    double[] treatment() {
        return treatment;
    }

    /** What the covariates and the treatment leave of the outcome, row by row; not to be written to. */
    double[] outcome() {
        return outcome;
    }

    double treatmentSquares() {
        return treatmentSquares;
    }

    double outcomeSquares() {
        return outcomeSquares;
    }

    double total() {
        return total;
    }

    double outcomeMean() {
        return mean;
    }
}
