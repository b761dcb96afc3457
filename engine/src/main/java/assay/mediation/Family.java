package assay.mediation;

import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/** How the mean of a response follows from its linear predictor. */
public enum Family {
    /** The mean is the predictor, the error normal. */
    GAUSSIAN,
    /** A response of 0 and 1 whose probability is the normal distribution function of the predictor. */
    PROBIT,
    /** A response of 0 and 1 whose log-odds are the predictor. */
    LOGIT;

    private static final double ROOT_TWO_PI = 2.5066282746310002;

    /** The mean at a predictor. */
    double mean(double predictor) {
        return switch (this) {
            case GAUSSIAN -> predictor;
            case PROBIT -> NormalDistribution.survival(-predictor);
            case LOGIT -> {
                double odds = FastMath.exp(-Math.abs(predictor));
                yield (predictor >= 0 ? 1 : odds) / (1 + odds);
            }
        };
    }

    /** The derivative of the mean. */
    double slope(double predictor) {
        return switch (this) {
            case GAUSSIAN -> 1;
            case PROBIT -> FastMath.exp(-predictor * predictor / 2) / ROOT_TWO_PI;
            case LOGIT -> mean(predictor) * mean(-predictor);
        };
    }

    /** The variance of a response. */
    double variance(double predictor) {
        return this == GAUSSIAN ? 1 : mean(predictor) * mean(-predictor);
    }

    /** Minus the log-likelihood of a response of 0 or 1, or half the squared error. */
    double loss(double response, double predictor) {
        if (this == GAUSSIAN) {
            return (response - predictor) * (response - predictor) / 2;
        }
        return -FastMath.log(Math.max(Double.MIN_NORMAL, mean(response > 0.5 ? predictor : -predictor)));
    }
}
