package assay.harness.families;

import assay.Decomposition;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.harness.Control;
import assay.harness.DecompositionClaim;
import assay.linear.LeastSquares;
import assay.random.Philox;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Decompositions: a linear chain of two mediators, by products of coefficients with joint influence functions. */
public final class Decompositions {

    private static final String TOTAL = "total";
    private static final String DIRECT = "direct";
    private static final String FIRST = "via m1";
    private static final String SECOND = "via m2";
    private static final String SERIAL = "via m1 and m2";

    private Decompositions() {}

    static Family<Decomposition> family() {
        List<Control<Decomposition>> controls = List.of(
                Control.mutant("se-times-0.5", "half of the standard error", result -> changed(result, 0, 0.5)),
                Control.mutant("shift-1-se", "up by a standard error", result -> changed(result, 1, 1)),
                Control.foil("parallel", "mediators in parallel, not in a chain", new Paths(Order.PARALLEL)),
                Family.oracle(
                        "draws about the truth with the error that it states",
                        (draw, method, random) -> known(draw, random)));
        return Family.of(
                "decomposition",
                new Paths(Order.SERIAL),
                new Paths(Order.PARALLEL),
                Tier.D,
                DecompositionClaim.all(),
                DecompositionClaim.READER,
                controls,
                new Chain(200, 1));
    }

    private static Decomposition changed(Decomposition result, double shift, double factor) {
        List<Estimate> terms = new ArrayList<>();
        for (Estimate term : result.terms()) {
            double value = term.value() + shift * term.stdError();
            terms.add(Estimate.normal(term.estimand(), term.term(), value, factor * term.stdError()));
        }
        return new Decomposition(terms.get(0), terms.subList(1, terms.size()), result.glance(), List.of());
    }

    private static Decomposition known(Draw draw, RandomGenerator random) {
        double sum = 0;
        List<Estimate> parts = new ArrayList<>();
        for (String path : List.of(DIRECT, FIRST, SECOND, SERIAL)) {
            double value = draw.truth().targets().getOrDefault(path, 0.0) + random.nextGaussian();
            parts.add(Estimate.normal(Estimand.INDIRECT_EFFECT, path, value, 1));
            sum += value;
        }
        Estimate total = Estimate.normal(Estimand.ATE, TOTAL, sum, 2);
        return new Decomposition(
                total, parts, Family.glance("oracle", draw.observed().size()), List.of());
    }

    /** How the mediators are thought to depend on each other. */
    public enum Order {
        /** The second depends on the first. */
        SERIAL,
        /** Neither depends on the other. */
        PARALLEL
    }

    /**
     * {@code m1 = a1 t, m2 = a2 t + d m1, y = c t + b1 m1 + b2 m2}: direct c, via m1 a1 b1, via m2 a2 b2, serial a1 d b2.
     * The standard error of a path comes from the influence values of its coefficients, joined by the delta method.
     */
    public record Paths(Order order) implements Estimator<Decomposition> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
        }

        @Override
        public Decomposition estimate(Sample sample, RandomGenerator random) {
            double[] t = sample.numeric(Role.ASSIGNMENT);
            double[][] m = sample.covariates().columns();
            Coefficient a1 = coefficient(m[0], 1, t);
            Coefficient a2 = order == Order.SERIAL ? coefficient(m[1], 1, t, m[0]) : coefficient(m[1], 1, t);
            Coefficient d = coefficient(m[1], 2, t, m[0]);
            Coefficient c = coefficient(sample.outcome(), 1, t, m[0], m[1]);
            Coefficient b1 = coefficient(sample.outcome(), 2, t, m[0], m[1]);
            Coefficient b2 = coefficient(sample.outcome(), 3, t, m[0], m[1]);
            List<Coefficient> paths = new ArrayList<>(List.of(c, a1.times(b1), a2.times(b2)));
            List<String> names = new ArrayList<>(List.of(DIRECT, FIRST, SECOND));
            if (order == Order.SERIAL) {
                paths.add(a1.times(d).times(b2));
                names.add(SERIAL);
            }
            List<Estimate> parts = new ArrayList<>();
            for (int k = 0; k < paths.size(); k++) {
                parts.add(paths.get(k).estimate(Estimand.INDIRECT_EFFECT, names.get(k)));
            }
            Estimate total = coefficient(sample.outcome(), 1, t).estimate(Estimand.ATE, TOTAL);
            return new Decomposition(total, parts, Family.glance("paths", t.length), List.of());
        }

        private static Coefficient coefficient(double[] outcome, int term, double[]... columns) {
            List<String> names = new ArrayList<>();
            for (int j = 0; j < columns.length; j++) {
                names.add("x" + j);
            }
            LeastSquares fit = LeastSquares.fit(names, columns, outcome);
            double[] moves = fit.weights(term);
            double[] residuals = fit.residuals();
            for (int i = 0; i < moves.length; i++) {
                moves[i] *= residuals[i];
            }
            return new Coefficient(fit.coefficients()[term], moves);
        }
    }

    /** A number and by how much each row moves it. */
    private static final class Coefficient {
        private final double value;
        private final double[] moves;

        Coefficient(double value, double[] moves) {
            this.value = value;
            this.moves = moves;
        }

        Coefficient times(Coefficient other) {
            double[] product = new double[moves.length];
            for (int i = 0; i < product.length; i++) {
                product[i] = value * other.moves[i] + other.value * moves[i];
            }
            return new Coefficient(value * other.value, product);
        }

        Estimate estimate(Estimand estimand, String term) {
            double squares = 0;
            for (double move : moves) {
                squares += move * move;
            }
            return Estimate.normal(estimand, term, value, Math.sqrt(squares));
        }
    }

    /** The chain, with no path through the second mediator alone; the total effect is the knob. */
    public record Chain(int size, double effect) implements TeachingWorld {
        @Override
        public String name() {
            return "chain";
        }

        @Override
        public Draw draw(Streams streams) {
            double a1 = effect;
            double c = -effect / 2;
            double[] t = new double[size];
            double[] m1 = new double[size];
            double[] m2 = new double[size];
            double[] y = new double[size];
            Philox noise = streams.noise();
            noise.normals(m1);
            noise.normals(m2);
            noise.normals(y);
            for (int i = 0; i < size; i++) {
                t[i] = i % 2;
                m1[i] += a1 * t[i];
                m2[i] += m1[i];
                y[i] += c * t[i] + 0.5 * m1[i] + m2[i];
            }
            Map<String, Double> paths = new LinkedHashMap<>();
            paths.put(TOTAL, effect);
            paths.put(DIRECT, c);
            paths.put(FIRST, a1 * 0.5);
            paths.put(SECOND, 0.0);
            paths.put(SERIAL, a1);
            return new Draw(
                    Sample.builder()
                            .outcome("y", y)
                            .assignment("t", t)
                            .covariate("m1", m1)
                            .covariate("m2", m2)
                            .build(),
                    new GroundTruth(Map.of(Estimand.ATE, effect), null).withTargets(paths));
        }

        @Override
        public Chain withEffect(double changed) {
            return new Chain(size, changed);
        }

        @Override
        public Chain withSize(int changed) {
            return new Chain(changed, effect);
        }
    }
}
