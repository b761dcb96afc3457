package assay.harness.families;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Policy;
import assay.PolicyResult;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.PolicyTruth;
import assay.dgp.UnitTruth;
import assay.harness.Control;
import assay.harness.PolicyClaim;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Policies: treat on one side of a threshold of one covariate, learned on units whose treatment was a fair coin. */
public final class Policies {

    private static final List<String> ACTIONS = List.of("control", "treat");

    private Policies() {}

    static Family<PolicyResult> family() {
        List<Control<PolicyResult>> controls = List.of(
                Control.mutant("se-times-0.5", "half of the standard error", result -> changed(result, 0, 0.5)),
                Control.mutant("shift-1-se", "up by a standard error", result -> changed(result, 1, 1)),
                Control.foil("in-sample", "valued on the units it was learned on", new Stump(Valuation.IN_SAMPLE)),
                Family.oracle(
                        "the best policy, valued about its truth with the error that it states",
                        (draw, method, random) -> known(draw, random)));
        return Family.of(
                "policy",
                new Stump(Valuation.HELD_OUT),
                new Stump(Valuation.IN_SAMPLE),
                Tier.D,
                PolicyClaim.learned(0.3, 0.6),
                PolicyClaim.READER,
                controls,
                new Responders(200, 0.5));
    }

    private static PolicyResult changed(PolicyResult result, double shift, double factor) {
        Estimate value = result.value();
        Estimate other = Estimate.studentT(
                value.estimand(),
                value.term(),
                value.value() + shift * value.stdError(),
                factor * value.stdError(),
                value.inference().degreesOfFreedom());
        return new PolicyResult(result.policy(), result.actions(), other, result.glance(), List.of());
    }

    private static PolicyResult known(Draw draw, RandomGenerator random) {
        Policy best = new Threshold(0, 0, 1);
        double value = draw.truth().policies().value(best) + random.nextGaussian();
        return new PolicyResult(
                best,
                ACTIONS,
                Estimate.normal(Estimand.POLICY_VALUE, "value", value, 1),
                Family.glance("oracle", draw.observed().size()),
                List.of());
    }

    /** On what units a policy is valued. */
    public enum Valuation {
        /** On those that it was not learned on. */
        HELD_OUT,
        /** On those that it was learned on. */
        IN_SAMPLE
    }

    /** Treats where a covariate is above a threshold, or below it. */
    public record Threshold(int covariate, double at, double side) implements Policy {
        @Override
        public int action(double[] covariates) {
            return side * (covariates[covariate] - at) > 0 ? 1 : 0;
        }
    }

    /** The threshold with the largest inverse-propensity value on the first half, valued on the second or on the first. */
    public record Stump(Valuation valuation) implements Estimator<PolicyResult> {

        private static final double[] THRESHOLDS = {-1.5, -1, -0.5, 0, 0.5, 1, 1.5};

        @Override
        public Estimand target() {
            return Estimand.POLICY_VALUE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
        }

        @Override
        public PolicyResult estimate(Sample sample, RandomGenerator random) {
            Units units = Units.of(sample);
            int half = sample.size() / 2;
            Policy policy = new Threshold(0, 0, 1);
            double best = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < units.x[0].length; j++) {
                for (double at : THRESHOLDS) {
                    for (double side : new double[] {1, -1}) {
                        Policy candidate = new Threshold(j, at, side);
                        double value = units.value(candidate, 0, half).value();
                        if (value > best) {
                            best = value;
                            policy = candidate;
                        }
                    }
                }
            }
            Estimate value = valuation == Valuation.HELD_OUT
                    ? units.value(policy, half, sample.size())
                    : units.value(policy, 0, half);
            return new PolicyResult(policy, ACTIONS, value, Family.glance("stump", half), List.of());
        }
    }

    private static final class Units {
        private final double[][] x;
        private final double[] t;
        private final double[] y;

        Units(double[][] x, double[] t, double[] y) {
            this.x = x;
            this.t = t;
            this.y = y;
        }

        static Units of(Sample sample) {
            double[][] columns = sample.covariates().columns();
            double[][] rows = new double[sample.size()][columns.length];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    rows[i][j] = columns[j][i];
                }
            }
            return new Units(rows, sample.numeric(Role.ASSIGNMENT), sample.outcome());
        }

        /** The mean of {@code 2 y 1{t = pi(x)}}, whose expectation is the value of the policy. */
        Estimate value(Policy policy, int from, int to) {
            double n = to - from;
            double sum = 0;
            double squares = 0;
            for (int i = from; i < to; i++) {
                double score = policy.action(x[i]) == t[i] ? 2 * y[i] : 0;
                sum += score;
                squares += score * score;
            }
            double mean = sum / n;
            double variance = (squares - n * mean * mean) / (n - 1);
            return Estimate.studentT(Estimand.POLICY_VALUE, "value", mean, Math.sqrt(variance / n), n - 1);
        }
    }

    /** Three normal covariates, of which the first moves the effect: {@code y = effect x0 t + noise}. */
    public record Responders(int size, double effect) implements TeachingWorld {

        private static final int COVARIATES = 3;
        private static final int POPULATION = 1000;

        @Override
        public String name() {
            return "responders";
        }

        @Override
        public Draw draw(Streams streams) {
            Philox covariates = streams.covariates();
            double[][] x = new double[COVARIATES][size];
            Sample.Builder sample = Sample.builder();
            for (int j = 0; j < COVARIATES; j++) {
                covariates.normals(x[j]);
                sample.covariate("x" + j, x[j]);
            }
            double[] t = new double[size];
            double[] y = new double[size];
            streams.assignment().uniforms(t);
            streams.noise().normals(y);
            for (int i = 0; i < size; i++) {
                t[i] = t[i] < 0.5 ? 1 : 0;
                y[i] += effect * x[0][i] * t[i];
            }
            GroundTruth truth = new GroundTruth(Map.of(), null).withPolicies(population(streams.truth()));
            return new Draw(sample.outcome("y", y).assignment("t", t).build(), truth);
        }

        /** Fresh units: their means err by less than a twentieth of the error of the estimate. */
        private PolicyTruth population(Philox random) {
            double[][] x = new double[POPULATION][COVARIATES];
            double[] effects = new double[POPULATION];
            for (int i = 0; i < POPULATION; i++) {
                random.normals(x[i]);
                effects[i] = effect * x[i][0];
            }
            double[] none = new double[POPULATION];
            return PolicyTruth.ofUnits(x, new UnitTruth(none, effects, none, assay.dgp.Noise.of(1)));
        }

        @Override
        public Responders withEffect(double changed) {
            return new Responders(size, changed);
        }

        @Override
        public Responders withSize(int changed) {
            return new Responders(changed, effect);
        }
    }
}
