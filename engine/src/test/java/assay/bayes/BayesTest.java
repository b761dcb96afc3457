package assay.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Interval;
import assay.Mtcars;
import assay.random.Philox;
import org.junit.jupiter.api.Test;

final class BayesTest {

    /** math.md E1: mpg ~ wt + hp, precision 1/100, shape and rate 2, by numpy. */
    private static final ConjugatePrior PRIOR = new ConjugatePrior(0.01, 2, 2);

    private static CrossProducts mtcars(double origin, int from, int to) {
        CrossProducts sums = new CrossProducts(3, origin);
        for (int i = from; i < to; i++) {
            sums.add(new double[] {1, Mtcars.wt()[i], Mtcars.hp()[i]}, Mtcars.mpg()[i], 1);
        }
        return sums;
    }

    @Test
    void agreesWithTheConjugateFormulas() {
        Posterior posterior = new BayesianLinearRegression(PRIOR).fit(mtcars(0, 0, 32));

        assertThat(posterior.mean())
                .containsExactly(new double[] {37.0821438624, -3.83497233523, -0.0318025890878}, within(1e-9));
        assertThat(posterior.degreesOfFreedom()).isEqualTo(36);
        assertThat(posterior.rate()).isCloseTo(106.500574221, within(1e-8));
        double[] scales = {1.49646711192, .59268581985, .00846809764649};
        for (int j = 0; j < 3; j++) {
            assertThat(Math.sqrt(posterior.scale()[j][j])).isCloseTo(scales[j], within(1e-10));
        }
        Estimate wt = posterior.estimate(Estimand.COEFFICIENT, "wt", new double[] {0, 1, 0});
        Interval interval = wt.inference().interval(0.95);
        assertThat(interval.lower()).isCloseTo(-5.03699489093, within(1e-9));
        assertThat(interval.upper()).isCloseTo(-2.63294977952, within(1e-9));
        assertThat(posterior.logMarginalLikelihood()).isCloseTo(-94.5396138823, within(1e-8));
    }

    @Test
    void doesNotDependOnTheOriginNorOnShards() {
        Posterior whole = new BayesianLinearRegression(PRIOR).fit(mtcars(0, 0, 32));
        CrossProducts shards = mtcars(20, 0, 10);
        shards.add(mtcars(20, 10, 32));
        Posterior posterior = new BayesianLinearRegression(PRIOR).fit(shards);

        assertThat(posterior.mean()).containsExactly(whole.mean(), within(1e-10));
        assertThat(posterior.rate()).isCloseTo(whole.rate(), within(1e-9));
        assertThat(posterior.logMarginalLikelihood()).isCloseTo(whole.logMarginalLikelihood(), within(1e-10));
        assertThatThrownBy(() -> shards.add(mtcars(21, 0, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVaguePriorGivesLeastSquares() {
        Posterior posterior = new BayesianLinearRegression(new ConjugatePrior(1e-9, 1e-9, 1e-9)).fit(mtcars(20, 0, 32));

        assertThat(posterior.mean())
                .containsExactly(new double[] {37.2272701164, -3.8778307424, -0.0317729469822}, within(1e-7));
    }

    @Test
    void refusesWhatNothingIdentifies() {
        CrossProducts sums = new CrossProducts(2, 0);
        sums.add(new double[] {1, 1}, 3, 1);
        sums.add(new double[] {1, 1}, 4, 1);

        assertThatThrownBy(() -> new BayesianLinearRegression(new ConjugatePrior(1e-17, 1, 1)).fit(sums))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("proper prior");
    }

    @Test
    void theSandwichPosteriorIsNormal() {
        Posterior posterior = Posterior.sandwich(new double[] {1, 2}, new double[][] {{4, 1}, {1, 9}});
        Estimate sum = posterior.estimate(Estimand.ATE, "sum", new double[] {1, 1});

        assertThat(sum.value()).isEqualTo(3);
        assertThat(sum.stdError()).isCloseTo(Math.sqrt(15), within(1e-14));
        assertThat(sum.inference().degreesOfFreedom()).isInfinite();
        assertThat(posterior.logMarginalLikelihood()).isNaN();
    }

    @Test
    void findsTheBestOfIndependentArmsByQuadrature() {
        double[] best = BestArm.independent(new double[] {0, .1, .15}, new double[] {.1, .1, .1});

        assertThat(best).containsExactly(new double[] {.0771755418509, .330085097032, .592739361117}, within(1e-12));
        // Two arms have a closed form: P = Phi(1 / sqrt(1 + 1e-8)).
        assertThat(BestArm.independent(new double[] {1, 0}, new double[] {1, 1e-4})[0])
                .isCloseTo(0.8413447448586, within(1e-9));
    }

    @Test
    void findsTheBestOfCorrelatedArmsByDraws() {
        // Independent: the probabilities above; each is off by 4 standard errors once in 16,000 runs.
        double[][] variance = {{.01, 0, 0}, {0, .01, 0}, {0, 0, .01}};
        int draws = 200_000;
        Ranking ranking = BestArm.joint(
                new double[] {0, .1, .15}, variance, Double.POSITIVE_INFINITY, draws, new Philox(1, 0, 3));
        double[] expected = {.0771755418509, .330085097032, .592739361117};
        for (int k = 0; k < 3; k++) {
            double error = Math.sqrt(expected[k] * (1 - expected[k]) / draws);
            assertThat(ranking.probabilityBest(k)).isCloseTo(expected[k], within(4 * error));
        }
        assertThat(ranking.draws()).isEqualTo(draws);
        // Perfectly correlated: the larger mean is best for sure, and the other loses the difference.
        Ranking sure =
                BestArm.joint(new double[] {0, .1}, new double[][] {{1, 1}, {1, 1}}, 5, 1000, new Philox(1, 0, 3));
        assertThat(sure.probabilityBest(1)).isEqualTo(1);
        assertThat(sure.expectedLoss(0)).isCloseTo(.1, within(1e-12));
    }

    @Test
    void drawsHaveTheTailsOfStudentsT() {
        // P(t_3 > 1) = .195501109477885 and P(t_1 > 1) = 1/4; 4 standard errors, once in 16,000 runs each.
        double[] df = {3, 1};
        double[] expected = {.195501109477885, .25};
        for (int i = 0; i < 2; i++) {
            int draws = 200_000;
            Ranking ranking = BestArm.joint(
                    new double[] {0, 1}, new double[][] {{1, 0}, {0, 0}}, df[i], draws, new Philox(2, i, 3));
            double error = Math.sqrt(expected[i] * (1 - expected[i]) / draws);
            assertThat(ranking.probabilityBest(0)).isCloseTo(expected[i], within(4 * error));
        }
    }

    @Test
    void expectsTheLossOfTheWrongChoice() {
        assertThat(BestArm.expectedLoss(.02, .03)).isCloseTo(.00453358941, within(1e-11));
        assertThat(BestArm.expectedLoss(-.02, .03)).isCloseTo(.02453358941, within(1e-11));
    }
}
