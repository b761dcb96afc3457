package assay.harness.families;

import assay.Estimand;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.HypothesisTruth;
import assay.distribution.NormalDistribution;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Sets of rejections: many metrics, a row each, of which two are moved. */
public final class Multiplicity {

    private Multiplicity() {}

    /** How p-values are adjusted. */
    public enum Adjustment {
        /** Not at all. */
        NONE {
            @Override
            double[] of(double[] p) {
                return p.clone();
            }
        },
        /** Benjamini and Hochberg (1995): the smallest over j >= i of m p_(j) / j. */
        BENJAMINI_HOCHBERG {
            @Override
            double[] of(double[] p) {
                int[] order = order(p);
                double[] adjusted = new double[p.length];
                double smallest = 1;
                for (int rank = p.length; rank >= 1; rank--) {
                    smallest = Math.min(smallest, p.length * p[order[rank - 1]] / rank);
                    adjusted[order[rank - 1]] = smallest;
                }
                return adjusted;
            }
        },
        /** Holm (1979): the largest over j <= i of (m - j + 1) p_(j). */
        HOLM {
            @Override
            double[] of(double[] p) {
                int[] order = order(p);
                double[] adjusted = new double[p.length];
                double largest = 0;
                for (int rank = 1; rank <= p.length; rank++) {
                    largest = Math.max(largest, Math.min(1, (p.length - rank + 1) * p[order[rank - 1]]));
                    adjusted[order[rank - 1]] = largest;
                }
                return adjusted;
            }
        };

        abstract double[] of(double[] p);

        private static int[] order(double[] p) {
            return IntStream.range(0, p.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> p[i]))
                    .mapToInt(i -> i)
                    .toArray();
        }
    }

    /** Rejects what has an adjusted p-value of at most a level. */
    public record Adjusted(Adjustment adjustment, double level) implements Estimator<Rejections> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME);
        }

        @Override
        public Rejections estimate(Sample sample, RandomGenerator random) {
            double[] z = sample.outcome();
            double[] p = new double[z.length];
            for (int i = 0; i < z.length; i++) {
                p[i] = Math.min(1, 2 * NormalDistribution.survival(Math.abs(z[i])));
            }
            double[] adjusted = adjustment.of(p);
            List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
            for (int i = 0; i < z.length; i++) {
                hypotheses.add(new Rejections.Hypothesis("metric" + i, adjusted[i], adjusted[i] <= level));
            }
            return new Rejections(hypotheses, List.of());
        }
    }

    /** The rejections of a rule that knows which metrics are moved. */
    static Rejections known(Draw draw) {
        Set<String> effects = draw.truth().hypotheses().effects();
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < draw.observed().size(); i++) {
            hypotheses.add(new Rejections.Hypothesis("metric" + i, Double.NaN, effects.contains("metric" + i)));
        }
        return new Rejections(hypotheses, List.of());
    }

    /** Independent z statistics with unit variance, of which the first two have the effect as mean. */
    public record ManyMetrics(int size, double effect) implements TeachingWorld {

        private static final int MOVED = 2;

        @Override
        public String name() {
            return "many-metrics";
        }

        @Override
        public Draw draw(Streams streams) {
            double[] z = new double[size];
            streams.noise().normals(z);
            Set<String> all = new LinkedHashSet<>();
            Set<String> nulls = new LinkedHashSet<>();
            for (int i = 0; i < size; i++) {
                all.add("metric" + i);
                if (i < MOVED) {
                    z[i] += effect;
                }
                if (i >= MOVED || effect == 0) {
                    nulls.add("metric" + i);
                }
            }
            return new Draw(
                    Sample.builder().outcome("z", z).build(),
                    new GroundTruth(Map.of(), null).withHypotheses(new HypothesisTruth(all, nulls)));
        }

        @Override
        public ManyMetrics withEffect(double changed) {
            return new ManyMetrics(size, changed);
        }

        @Override
        public ManyMetrics withSize(int changed) {
            return new ManyMetrics(changed, effect);
        }
    }
}
