package assay.harness.families;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.HypothesisTest;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.experiment.DifferenceInMeans;
import assay.harness.Control;
import assay.harness.TestClaim;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Tests: equality of two means with three observations in an arm. */
public final class Tests {

    private Tests() {}

    static Family<HypothesisTest> family() {
        List<Control<HypothesisTest>> controls = List.of(
                Control.mutant("half-p", "half of the p-value, as of one side", test -> halved(test)),
                Control.mutant("no-p", "a p-value of zero", test -> withP(test, 0)),
                Control.foil("z-for-t", "the normal for Student's distribution", new EqualMeans(Reference.NORMAL)),
                Family.oracle("knows the variance", (draw, method, random) -> known(draw)));
        return Family.of(
                "test",
                new EqualMeans(Reference.STUDENT),
                new EqualMeans(Reference.NORMAL),
                Tier.C,
                TestClaim.all(0.8),
                TestClaim.READER,
                controls,
                new SmallTrial(6, 7));
    }

    private static HypothesisTest halved(HypothesisTest test) {
        return withP(test, test.pValue() / 2);
    }

    private static HypothesisTest withP(HypothesisTest test, double p) {
        return new HypothesisTest(
                test.nullHypothesis(), test.statistic(), test.degreesOfFreedom(), p, test.glance(), List.of());
    }

    private static HypothesisTest known(Draw draw) {
        double value = new DifferenceInMeans()
                .estimate(draw.observed(), new Philox(0, 0, 0))
                .estimate()
                .value();
        Normal inference = new Normal(value, 2 / Math.sqrt(draw.observed().size()));
        return new HypothesisTest(
                "equal means",
                inference.statistic(0),
                inference.degreesOfFreedom(),
                inference.pValue(0),
                Family.glance("oracle", draw.observed().size()),
                List.of());
    }

    /** What the statistic is referred to. */
    public enum Reference {
        /** Student's t with Welch's degrees of freedom. */
        STUDENT,
        /** The normal distribution. */
        NORMAL
    }

    /** Welch's test, or z in its place. */
    public record EqualMeans(Reference reference) implements Estimator<HypothesisTest> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
        }

        @Override
        public HypothesisTest estimate(Sample sample, RandomGenerator random) {
            Estimate estimate = new DifferenceInMeans().estimate(sample, random).estimate();
            var inference = reference == Reference.STUDENT
                    ? estimate.inference()
                    : new Normal(estimate.value(), estimate.stdError());
            return new HypothesisTest(
                    "equal means",
                    inference.statistic(0),
                    inference.degreesOfFreedom(),
                    inference.pValue(0),
                    Family.glance("equal-means", sample.size()),
                    List.of());
        }
    }

    /** Half of the units treated, unit variance. */
    public record SmallTrial(int size, double effect) implements TeachingWorld {
        @Override
        public String name() {
            return "small-trial";
        }

        @Override
        public Draw draw(Streams streams) {
            double[] y = new double[size];
            double[] t = new double[size];
            streams.noise().normals(y);
            for (int i = 0; i < size; i++) {
                t[i] = i % 2;
                y[i] += effect * t[i];
            }
            return new Draw(
                    Sample.builder().outcome("y", y).assignment("t", t).build(),
                    new GroundTruth(Map.of(Estimand.ATE, effect), null));
        }

        @Override
        public SmallTrial withEffect(double changed) {
            return new SmallTrial(size, changed);
        }

        @Override
        public SmallTrial withSize(int changed) {
            return new SmallTrial(changed, effect);
        }
    }
}
