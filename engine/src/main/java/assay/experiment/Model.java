package assay.experiment;

import assay.bayes.ConjugatePrior;
import assay.linear.VarianceEstimator;
import org.jspecify.annotations.Nullable;

/** How an {@link Analysis} is fitted. */
public sealed interface Model {

    /**
     * Weighted, clustered two-stage least squares, which is least squares where all complied.
     *
     * @return the model with full interactions, the variance that suits the design (CR2 with Satterthwaite degrees of
     *     freedom for clusters, else HC2), and the sample as its population
     */
    static Linear linear() {
        return new Linear(Slopes.BY_ARM, Population.SAMPLE, null, Reading.ROWS);
    }

    /**
     * Bayesian linear regression with a conjugate prior, for independent units that all complied.
     *
     * @param prior the prior of each coefficient; covariates are centred
     * @return the model with full interactions
     */
    static Bayesian bayesian(ConjugatePrior prior) {
        return new Bayesian(Slopes.BY_ARM, prior);
    }

    /**
     * The posterior of a flat prior that takes the robust covariance of the linear model at its word,
     * {@code N(beta, V)}: for any design.
     *
     * @return the model with full interactions
     */
    static Sandwich sandwich() {
        return new Sandwich(linear());
    }

    /** Whether covariates have slopes of their own in each arm. */
    enum Slopes {
        /** Slopes differ between arms, with covariates centred at their means: Lin's regression. */
        BY_ARM,
        /** One slope for all arms: analysis of covariance. */
        COMMON
    }

    /** How rows are read; the numbers are the same. */
    enum Reading {
        /** Row by row. */
        ROWS,
        /** Rows that agree in all columns of the design are counted and summed first. */
        COMPRESSED
    }

    /**
     * Weighted, clustered two-stage least squares.
     *
     * @param slopes whether slopes differ between arms
     * @param population whom effects are averages over
     * @param varianceOrNull the variance estimator, or null for the one that suits the design
     * @param reading how rows are read
     */
    record Linear(
            Slopes slopes, Population population, @Nullable VarianceEstimator varianceOrNull, Reading reading)
            implements Model {

        /**
         * With other slopes.
         *
         * @param other by arm or common
         * @return the model
         */
        public Linear slopes(Slopes other) {
            return new Linear(other, population, varianceOrNull, reading);
        }

        /**
         * With another population.
         *
         * @param other the sample or the population it was drawn from
         * @return the model
         */
        public Linear population(Population other) {
            return new Linear(slopes, other, varianceOrNull, reading);
        }

        /**
         * With another variance estimator.
         *
         * @param other one for clusters if the experiment has clusters, else one for independent rows
         * @return the model
         */
        public Linear variance(VarianceEstimator other) {
            return new Linear(slopes, population, other, reading);
        }

        /**
         * From compressed rows: worth it where covariates take few values. Nothing is lost.
         *
         * @return the model
         */
        public Linear compressed() {
            return new Linear(slopes, population, varianceOrNull, Reading.COMPRESSED);
        }
    }

    /**
     * Bayesian linear regression.
     *
     * @param slopes whether slopes differ between arms
     * @param prior the prior
     */
    record Bayesian(Slopes slopes, ConjugatePrior prior) implements Model {

        /**
         * With other slopes.
         *
         * @param other by arm or common
         * @return the model
         */
        public Bayesian slopes(Slopes other) {
            return new Bayesian(other, prior);
        }
    }

    /**
     * The sandwich posterior.
     *
     * @param linear the linear model that estimates and covariance come from
     */
    record Sandwich(Linear linear) implements Model {}
}
