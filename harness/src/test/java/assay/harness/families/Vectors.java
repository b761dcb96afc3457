package assay.harness.families;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.experiment.DifferenceInMeans;
import assay.harness.Control;
import assay.harness.VectorClaim;
import assay.random.Philox;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Vectors: the effect on each of several outcomes of the same units. */
public final class Vectors {

    private Vectors() {}

    static Family<Fit> family() {
        Estimator<Fit> valid = new EachOutcome(ErrorRule.WELCH);
        List<Control<Fit>> controls = List.of(
                Control.mutant("se-times-0.5", "half of the standard error", fit -> changed(fit, 0, 0.5)),
                Control.mutant("shift-1-se", "up by a standard error", fit -> changed(fit, 1, 1)),
                Control.foil(
                        "one-arm-error",
                        "drops the variance of the control arm",
                        new EachOutcome(ErrorRule.TREATED_ARM_ONLY)),
                Family.oracle(
                        "knows each unit's expected outcome and the noise", (draw, method, random) -> known(draw)));
        return Family.of(
                "vector",
                valid,
                new EachOutcome(ErrorRule.TREATED_ARM_ONLY),
                Tier.D,
                VectorClaim.all(),
                assay.harness.Reading.none(),
                controls,
                new SeveralOutcomes(80, 0.5));
    }

    private static Fit changed(Fit fit, double shift, double factor) {
        List<Estimate> terms = new ArrayList<>();
        for (Estimate term : fit.terms()) {
            double df = term.inference().degreesOfFreedom();
            double value = term.value() + shift * term.stdError();
            terms.add(Estimate.studentT(term.estimand(), term.term(), value, factor * term.stdError(), df));
        }
        return new Fit(terms, fit.glance(), List.of());
    }

    /** Half of the units are treated and the standard deviation is 1: N(effect, 4 / n) for each outcome. */
    private static Fit known(Draw draw) {
        List<Estimate> terms = new ArrayList<>();
        for (var column : draw.observed().columns(Role.OUTCOME)) {
            Sample one = draw.observed().with(Role.OUTCOME, column);
            double value = new DifferenceInMeans()
                    .estimate(one, new Philox(0, 0, 0))
                    .estimate()
                    .value();
            terms.add(Estimate.normal(Estimand.ATE, column.name(), value, 2 / Math.sqrt(one.size())));
        }
        return new Fit(terms, Family.glance("oracle", draw.observed().size()), List.of());
    }

    /** From what the standard error is made. */
    public enum ErrorRule {
        /** Both arms. */
        WELCH,
        /** The treated arm only: too small. */
        TREATED_ARM_ONLY
    }

    /** The difference in means of every outcome. */
    public record EachOutcome(ErrorRule rule) implements Estimator<Fit> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
        }

        @Override
        public Fit estimate(Sample sample, RandomGenerator random) {
            List<Estimate> terms = new ArrayList<>();
            for (var column : sample.columns(Role.OUTCOME)) {
                Estimate one = new DifferenceInMeans()
                        .estimate(sample.with(Role.OUTCOME, column), random)
                        .estimate();
                double error = rule == ErrorRule.WELCH ? one.stdError() : one.stdError() / Math.sqrt(2);
                StudentT inference =
                        new StudentT(one.value(), error, one.inference().degreesOfFreedom());
                terms.add(new Estimate(Estimand.ATE, column.name(), one.value(), error, inference));
            }
            return new Fit(terms, Family.glance("each-outcome", sample.size()), List.of());
        }
    }

    /** Five outcomes that share half of their variance; the k-th effect is k times the first. */
    public record SeveralOutcomes(int size, double effect) implements TeachingWorld {

        private static final int OUTCOMES = 5;

        @Override
        public String name() {
            return "several-outcomes";
        }

        @Override
        public Draw draw(Streams streams) {
            double[] shared = new double[size];
            double[] t = new double[size];
            Philox noise = streams.noise();
            noise.normals(shared);
            for (int i = 0; i < size; i++) {
                t[i] = i % 2;
            }
            Sample.Builder sample = Sample.builder().assignment("t", t);
            Map<String, Double> effects = new LinkedHashMap<>();
            for (int k = 1; k <= OUTCOMES; k++) {
                double[] y = new double[size];
                noise.normals(y);
                for (int i = 0; i < size; i++) {
                    y[i] = k * effect * t[i] + (y[i] + shared[i]) / Math.sqrt(2);
                }
                sample.outcome("y" + k, y);
                effects.put("y" + k, k * effect);
            }
            return new Draw(sample.build(), new GroundTruth(Map.of(), null).withTargets(effects));
        }

        @Override
        public SeveralOutcomes withEffect(double changed) {
            return new SeveralOutcomes(size, changed);
        }

        @Override
        public SeveralOutcomes withSize(int changed) {
            return new SeveralOutcomes(changed, effect);
        }
    }
}
