package assay.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import assay.Estimate;
import assay.EstimationException;
import assay.Policy;
import assay.PolicyResult;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.nuisance.LinearLearner;
import assay.random.Philox;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyValueTest {

    private static final double CLOSE = 1e-12;

    private static final PolicyValue LINEAR = new PolicyValue(
            new PolicyTreeLearner(1, 1, TreeSearch.exact()),
            ScoreLearner.linear(),
            List.of(),
            PolicyValidation.HONEST_SPLIT);

    /** Units that respond where x is above 0; K arms in turn, with known propensities where asked for. */
    private static Sample sample(int n, int arms, boolean known) {
        Philox random = new Philox(11, 0, 0);
        double[] x = new double[n];
        double[] y = new double[n];
        double[] t = new double[n];
        random.normals(x);
        random.normals(y);
        for (int i = 0; i < n; i++) {
            t[i] = i % arms;
            y[i] += t[i] == 1 && x[i] > 0 ? 2 : 0;
        }
        Sample.Builder builder =
                Sample.builder().outcome("y", y).assignment("t", t).covariate("x", x);
        for (int a = arms == 2 ? 1 : 0; known && a < arms; a++) {
            double[] e = new double[n];
            java.util.Arrays.fill(e, 1.0 / arms);
            builder.add(Role.PROPENSITY, "e" + a, e);
        }
        return builder.build();
    }

    @Test
    void scoresAreThoseOfTheFormula() {
        Sample sample = sample(60, 3, true);
        MultiArmScores scores = MultiArmScores.learn(ScoreLearner.linear(), sample, new Philox(1, 0, 0));
        assertEquals(List.of("0", "1", "2"), scores.scores().actions());
        double[] y = sample.outcome();
        for (int i = 0; i < 60; i++) {
            for (int a = 0; a < 3; a++) {
                double m = scores.means()[i * 3 + a];
                double expected = i % 3 == a ? m + 3 * (y[i] - m) : m;
                assertEquals(expected, scores.scores().score(i, a), 1e-9);
            }
        }
    }

    @Test
    void estimatedPropensitiesSumToOne() {
        MultiArmScores scores = MultiArmScores.learn(ScoreLearner.linear(), sample(300, 3, false), new Philox(1, 0, 0));
        for (int i = 0; i < 300; i++) {
            double sum = 0;
            for (int a = 0; a < 3; a++) {
                sum += scores.propensities()[i * 3 + a];
            }
            assertEquals(1, sum, 1e-9);
        }
    }

    @Test
    void theValueIsTheMeanOfTheChosenScores() {
        PolicyStudy study =
                PolicyStudy.of(LINEAR.withCosts(List.of(0.0, 0.5)), sample(400, 2, true), new Philox(1, 0, 0));
        int[] chosen = study.chosen();
        double sum = 0;
        for (int i = 0; i < chosen.length; i++) {
            sum += study.net().score(i, chosen[i]);
        }
        assertEquals(200, chosen.length);
        assertEquals(sum / chosen.length, study.value().value(), CLOSE);
        Estimate gain = study.gain(0);
        assertEquals(study.value().value() - study.constant(0).value(), gain.value(), CLOSE);
        assertTrue(
                gain.stdError() < study.value().stdError() + study.constant(0).stdError());
        assertTrue(study.regret().value() >= -CLOSE, "the best on these rows is no worse on them");
        assertTrue(
                study.policy().action(new double[] {1}) == 1 && study.policy().action(new double[] {-1}) == 0);
    }

    @Test
    void aPolicyGainsNothingOverItself() {
        Sample sample = sample(400, 2, true);
        PolicyValue dear = LINEAR.withCosts(List.of(0.0, 3.5));
        PolicyStudy study = PolicyStudy.of(dear, sample, new Philox(1, 0, 0));
        if (study.shares()[0] == 1) {
            assertEquals(0, study.gain(0).stdError());
            assertEquals("policy-same-for-all", study.cautions().get(0).code());
        }
        EstimationException e = assertThrows(
                EstimationException.class,
                () -> dear.withCosts(List.of(0.0, 1000.0)).estimate(sample, new Philox(1, 0, 0)));
        assertEquals(Problem.UNSUITABLE_METHOD, e.problem());
        assertTrue(e.remedy().contains("Give '0' to all"));
    }

    @Test
    void clustersAreDealtWholeAndCountAsUnits() {
        int n = 400;
        double[] g = new double[n];
        for (int i = 0; i < n; i++) {
            g[i] = Math.floorDiv(i, 8);
        }
        Sample plain = sample(n, 2, true);
        Sample clustered = plain.with(Role.CLUSTER, new assay.Column.Numeric("g", g));
        PolicyStudy study = PolicyStudy.of(LINEAR, clustered, new Philox(1, 0, 0));
        int[] count = new int[50];
        for (int row : study.judged()) {
            count[row / 8]++;
        }
        for (int c : count) {
            assertTrue(c == 0 || c == 8);
        }
        assertEquals(24, study.value().inference().degreesOfFreedom());
        PolicyResult result = LINEAR.estimate(clustered, new Philox(1, 0, 0));
        assertEquals(50, result.glance().clusters());
    }

    @Test
    void refusesPropensitiesThatAreNone() {
        Sample sample = sample(60, 3, true);
        double[] half = new double[60];
        java.util.Arrays.fill(half, 0.5);
        Sample wrong = sample.with(
                Role.PROPENSITY,
                new assay.Column.Numeric("a", half),
                new assay.Column.Numeric("b", half),
                new assay.Column.Numeric("c", half));
        EstimationException sum =
                assertThrows(EstimationException.class, () -> LINEAR.estimate(wrong, new Philox(1, 0, 0)));
        assertEquals(Problem.PROPENSITY_RANGE, sum.problem());
        Sample one = sample.with(Role.PROPENSITY, new assay.Column.Numeric("a", half));
        EstimationException columns =
                assertThrows(EstimationException.class, () -> LINEAR.estimate(one, new Philox(1, 0, 0)));
        assertEquals(Problem.MISSING_ROLE, columns.problem());
        IllegalArgumentException costs = assertThrows(
                IllegalArgumentException.class,
                () -> LINEAR.withCosts(List.of(0.0, 1.0)).estimate(sample, new Philox(1, 0, 0)));
        assertTrue(String.valueOf(costs.getMessage()).contains("0, 1, 2"));
    }

    @Test
    void refusesWhatNobodyCouldHaveGot() {
        int n = 4000;
        double[] x = new double[n];
        double[] t = new double[n];
        double[] y = new double[n];
        new Philox(3, 0, 0).normals(x);
        new Philox(4, 0, 0).normals(y);
        for (int i = 0; i < n; i++) {
            t[i] = x[i] > 0 ? 1 : 0;
        }
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .covariate("x", x)
                .build();
        EstimationException e =
                assertThrows(EstimationException.class, () -> LINEAR.estimate(sample, new Philox(1, 0, 0)));
        assertTrue(e.problem() == Problem.NO_OVERLAP || e.problem() == Problem.NOT_CONVERGED, e.getMessage());
    }

    @Test
    void aBudgetTreatsThoseWithTheBestRatioOfScoreToCost() {
        // Two actions beside doing nothing; unit i gains 4 - i from the first for 1, and 0.3 more from the second for
        // 2.
        double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] scores = new double[24];
        for (int i = 0; i < 8; i++) {
            scores[3 * i + 1] = 4 - i;
            scores[3 * i + 2] = 4.3 - i;
        }
        ActionScores action = new ActionScores(List.of("none", "one", "two"), scores);
        Budget budget = new Budget(List.of(0.0, 1.0, 2.0), 3 / 8.0);
        Policy policy = new ScorePolicyLearner(new LinearLearner(), Optional.of(budget))
                .learn(List.of("x"), new double[][] {x}, action);
        int[] chosen = new int[8];
        for (int i = 0; i < 8; i++) {
            chosen[i] = policy.action(new double[] {x[i]});
        }
        assertArrayEquals(new int[] {1, 1, 1, 0, 0, 0, 0, 0}, chosen);
        Policy tree = new BudgetedTreeLearner(new PolicyTreeLearner(2, 1, TreeSearch.exact()), Budget.treated(3, 0.25))
                .learn(List.of("x"), new double[][] {x}, action);
        assertEquals(2, tree.action(new double[] {0}));
        assertEquals(0, tree.action(new double[] {2}));
        assertThrows(IllegalArgumentException.class, () -> Budget.treated(2, 0));
        assertThrows(IllegalArgumentException.class, () -> Budget.treated(2, 1.01));
        assertThrows(IllegalArgumentException.class, () -> new Budget(List.of(0.0, 1.0), 0));
    }

    @Test
    void aTopShareIsNeverExceeded() {
        double[] effects = {3, 1, 2, 2, 0};
        for (double share : new double[] {0.1, 0.2, 0.4, 0.6, 0.8, 1}) {
            ThresholdPolicy policy = ThresholdPolicy.topShare(x -> x[0], effects, share);
            int treated = 0;
            for (double e : effects) {
                treated += policy.action(new double[] {e});
            }
            assertTrue(treated <= share * effects.length + CLOSE);
        }
        assertEquals(1, ThresholdPolicy.topShare(x -> x[0], effects, 1).action(new double[] {0}));
        assertThrows(IllegalArgumentException.class, () -> ThresholdPolicy.topShare(x -> x[0], effects, 0));
    }
}
