package assay.interference;

import assay.Arguments;
import assay.Clusters;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.distribution.NormalDistribution;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether the effect that a ramp shows moves with the share treated. If units do not reach each other, an experiment at 10 % and
 * one at 90 % estimate one number; where they compete for a budget or share their neighbours, they do not.
 *
 * <p>The null hypothesis is that all phases have the same effect. With estimates {@code theta}, their covariance {@code S}, the
 * weighted mean {@code m = 1'S^-1 theta / 1'S^-1 1} and treated shares x, {@link RampDrift#ANY} refers {@code (theta - m)'S^-1(theta
 * - m)} to chi-square with {@code K - 1} degrees of freedom, and {@link RampDrift#LINEAR} the slope of the generalised least-squares
 * line in x, over its standard error, to the normal distribution. An effect that changes with time for other reasons, such as
 * novelty, rejects as well: a ramp that goes up and down again tells them apart.
 *
 * @param drift how estimates may move
 */
public record RampDiagnostic(RampDrift drift) {

    /**
     * The usual choice.
     *
     * @return a line in the treated share
     */
    public static RampDiagnostic standard() {
        return new RampDiagnostic(RampDrift.LINEAR);
    }

    /**
     * What one phase of a ramp showed.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if a number is out of its range.
     *
     * @param share share treated, in (0, 1)
     * @param estimate estimated effect
     * @param stdError its standard error, above 0
     */
    public record Phase(double share, double estimate, double stdError) {
        public Phase {
            Arguments.probability("share", share);
            Arguments.finite("estimate", estimate);
            Arguments.positive("standard error", stdError);
        }
    }

    /**
     * Tests phases whose units differ.
     *
     * @param phases at least two
     * @return the test
     * @throws EstimationException if there are fewer than two phases, or a line is asked for and all have one share
     */
    public HypothesisTest test(List<Phase> phases) {
        double[][] covariance = new double[phases.size()][phases.size()];
        for (int k = 0; k < covariance.length; k++) {
            covariance[k][k] = phases.get(k).stdError() * phases.get(k).stdError();
        }
        return test(phases, covariance);
    }

    /**
     * Tests phases that share units.
     *
     * @param phases at least two
     * @param covariance the covariance of their estimates, whose diagonal takes the place of their standard errors
     * @return the test
     * @throws EstimationException if there are fewer than two phases, a line is asked for and all have one share, or the covariance
     *     is not positive definite
     * @throws IllegalArgumentException if the covariance has other dimensions
     */
    public HypothesisTest test(List<Phase> phases, double[][] covariance) {
        return test(phases, covariance, new Glance("ramp-diagnostic", words(), phases.size(), 0, 0, 0, 0, Map.of()));
    }

    /**
     * Tests a ramp from its rows: a phase is a value of the time column, and its estimate the difference in means of its arms.
     * With a unit column, units of several phases are counted once in the covariance.
     *
     * @param sample outcome, assignment, time and perhaps unit
     * @return the test
     * @throws EstimationException if a role is missing, an arm of a phase has fewer than two rows, or the phases cannot be tested
     */
    public HypothesisTest test(Sample sample) {
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME));
        Clusters times = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.TIME)));
        int[] unitOf = sample.has(Role.UNIT)
                ? Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.UNIT)))
                        .of()
                : rows(sample.size());
        List<Phase> phases = new ArrayList<>();
        List<Map<Integer, Double>> influences = new ArrayList<>();
        for (int k = 0; k < times.count(); k++) {
            int[] rows = rowsOf(times, k);
            Sample phase = Sample.builder()
                    .add(Role.OUTCOME, sample.column(Role.OUTCOME).rows(rows))
                    .add(Role.ASSIGNMENT, assignment(sample).rows(rows))
                    .build();
            TwoArms arms = TwoArms.of(phase);
            Fit fit = new DifferenceInMeans().estimate(phase, new Philox(0, 0, 3));
            Estimate estimate = fit.estimate();
            phases.add(new Phase(arms.treated() / (double) rows.length, estimate.value(), estimate.stdError()));
            double[] values = fit.influence().orElseThrow().values(0);
            Map<Integer, Double> ofUnits = new HashMap<>();
            for (int i = 0; i < rows.length; i++) {
                ofUnits.merge(unitOf[rows[i]], values[i] / rows.length, Double::sum);
            }
            influences.add(ofUnits);
        }
        double[][] covariance = new double[phases.size()][phases.size()];
        for (int k = 0; k < covariance.length; k++) {
            for (int l = 0; l < covariance.length; l++) {
                covariance[k][l] = k == l
                        ? phases.get(k).stdError() * phases.get(k).stdError()
                        : product(influences.get(k), influences.get(l));
            }
        }
        return test(
                phases,
                covariance,
                new Glance("ramp-diagnostic", words(), sample.size(), 0, 0, sample.dropped(), 0, Map.of()));
    }

    private static int[] rows(int n) {
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    private static int[] rowsOf(Clusters times, int k) {
        int[] rows = new int[times.sizes()[k]];
        int next = 0;
        for (int i = 0; i < times.of().length; i++) {
            if (times.of()[i] == k) {
                rows[next++] = i;
            }
        }
        return rows;
    }

    private static Column assignment(Sample sample) {
        return sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT);
    }

    private static double product(Map<Integer, Double> a, Map<Integer, Double> b) {
        double sum = 0;
        for (Map.Entry<Integer, Double> entry : a.entrySet()) {
            sum += entry.getValue() * b.getOrDefault(entry.getKey(), 0.0);
        }
        return sum;
    }

    private String words() {
        return drift == RampDrift.LINEAR
                ? "generalised least-squares slope in the share, normal"
                : "chi-square of K - 1";
    }

    private HypothesisTest test(List<Phase> phases, double[][] covariance, Glance glance) {
        int count = phases.size();
        if (count < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "A ramp of " + count + " phase has nothing to drift between.",
                    "Give the estimates of two allocations at least.");
        }
        if (covariance.length != count || covariance[0].length != count) {
            throw new IllegalArgumentException("covariance must be " + count + " by " + count);
        }
        double[] x = phases.stream().mapToDouble(Phase::share).toArray();
        if (drift == RampDrift.LINEAR && Arrays.stream(x).allMatch(share -> share == x[0])) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "All phases treat a share of " + x[0] + "; a line in the share has no slope.",
                    "Ramp the allocation, or test for any drift.");
        }
        DecompositionSolver solver = solver(covariance);
        RealVector ones = MatrixUtils.createRealVector(new double[count]);
        ones.set(1);
        RealVector shares = MatrixUtils.createRealVector(x);
        RealVector theta = MatrixUtils.createRealVector(
                phases.stream().mapToDouble(Phase::estimate).toArray());
        RealVector weights = solver.solve(ones);
        double mean = weights.dotProduct(theta) / weights.dotProduct(ones);
        RealVector rest = theta.subtract(ones.mapMultiply(mean));
        String hypothesis = "the same effect at every allocation";
        if (drift == RampDrift.ANY) {
            double statistic = rest.dotProduct(solver.solve(rest));
            int df = count - 1;
            return new HypothesisTest(
                    hypothesis, statistic, df, Gamma.regularizedGammaQ(df / 2.0, statistic / 2), glance, List.of());
        }
        RealVector centred = shares.subtract(ones.mapMultiply(weights.dotProduct(shares) / weights.dotProduct(ones)));
        RealVector slopes = solver.solve(centred);
        double statistic = slopes.dotProduct(rest) / Math.sqrt(slopes.dotProduct(centred));
        double p = Math.min(1, 2 * NormalDistribution.survival(Math.abs(statistic)));
        return new HypothesisTest(hypothesis, statistic, Double.POSITIVE_INFINITY, p, glance, List.of());
    }

    private static DecompositionSolver solver(double[][] covariance) {
        try {
            return new CholeskyDecomposition(new Array2DRowRealMatrix(covariance)).getSolver();
        } catch (NonPositiveDefiniteMatrixException e) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The covariance of the phases is not positive definite; one of them follows from the others.",
                    "Leave out phases that hold the same outcomes.");
        }
    }
}
