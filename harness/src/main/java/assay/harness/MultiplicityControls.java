package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.dgp.Draw;
import assay.distribution.StudentDistribution;
import assay.experiment.ArmTests.ManyToOne;
import assay.experiment.DifferenceInMeans;
import assay.experiment.MetricTests;
import assay.experiment.OnlineTests;
import assay.multiplicity.EBh;
import assay.multiplicity.OnlineRule;
import assay.multiplicity.OnlineStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/** Damaged procedures for several hypotheses, and one that knows which are false. */
final class MultiplicityControls {

    private MultiplicityControls() {}

    /** Rejects exactly the false null hypotheses. */
    static Control<Rejections> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "rejects exactly the null hypotheses that are false",
                (draw, method, random) -> known(draw),
                Optional.empty());
    }

    private static Rejections known(Draw draw) {
        Set<String> effects = draw.truth().hypotheses().effects();
        return new Rejections(
                draw.truth().hypotheses().all().stream()
                        .sorted()
                        .map(name -> new Rejections.Hypothesis(name, Double.NaN, effects.contains(name)))
                        .toList(),
                List.of());
    }

    /** The same adjusted p-values at a larger level. */
    static Control<Rejections> level(int times, double level) {
        return Control.mutant(
                times == 2 ? "level-doubled" : "level-times-" + times,
                times + " times the level",
                r -> new Rejections(
                        r.hypotheses().stream()
                                .map(h -> new Rejections.Hypothesis(
                                        h.name(), h.adjustedP(), h.adjustedP() <= times * level))
                                .toList(),
                        List.of()));
    }

    /** Rules that read p-values of metrics and get something wrong. */
    enum Defect {
        /** Each p-value is compared with the critical value of a later rank, going down from the smallest as Holm does. */
        STEP_DOWN_RANK {
            @Override
            boolean[] rejected(double[] p, double level) {
                int m = p.length;
                double[] sorted = sorted(p);
                int count = 0;
                while (count < m && sorted[count] <= level / Math.max(1, m - count - 1)) {
                    count++;
                }
                return upTo(p, sorted, count);
            }
        },
        /** The same, going up from the largest as Benjamini and Hochberg do. */
        STEP_UP_RANK {
            @Override
            boolean[] rejected(double[] p, double level) {
                return stepUp(p, level, 1);
            }
        },
        /** Four ranks later. */
        STEP_UP_FOUR_RANKS {
            @Override
            boolean[] rejected(double[] p, double level) {
                return stepUp(p, level, 4);
            }
        },
        /** One over the p-value taken for an e-value: its expectation is infinite. */
        ONE_OVER_P {
            @Override
            boolean[] rejected(double[] p, double level) {
                return new EBh(level)
                        .badged(Arrays.stream(p).map(v -> -FastMath.log(v)).toArray());
            }
        },
        /** One over the p-value, each by itself. */
        ONE_OVER_P_ALONE {
            @Override
            boolean[] rejected(double[] p, double level) {
                return upTo(p, sorted(p), (int)
                        Arrays.stream(p).filter(v -> v <= level).count());
            }
        };

        abstract boolean[] rejected(double[] p, double level);

        private static boolean[] stepUp(double[] p, double level, int shift) {
            int m = p.length;
            double[] sorted = sorted(p);
            int count = m;
            while (count > 0 && sorted[count - 1] > Math.min(m, count + shift) * level / m) {
                count--;
            }
            return upTo(p, sorted, count);
        }

        private static double[] sorted(double[] p) {
            double[] sorted = p.clone();
            Arrays.sort(sorted);
            return sorted;
        }

        private static boolean[] upTo(double[] p, double[] sorted, int count) {
            boolean[] rejected = new boolean[p.length];
            for (int i = 0; i < p.length; i++) {
                rejected[i] = count > 0 && p[i] <= sorted[count - 1];
            }
            return rejected;
        }
    }

    /** Tests of metrics by a rule with a defect. */
    record DefectiveTests(Defect defect, double level) implements Estimator<Rejections> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
        }

        @Override
        public Rejections estimate(Sample sample, RandomGenerator random) {
            Map<String, Estimate> estimates = MetricTests.estimates(sample, random);
            double[] p = estimates.values().stream()
                    .mapToDouble(e -> e.inference().pValue(0))
                    .toArray();
            return of(List.copyOf(estimates.keySet()), defect.rejected(p, level));
        }
    }

    /** Comparisons with a control, each by itself, whose errors may be those of the treated arm alone. */
    record SeparateArms(StandardError error, double level) implements Estimator<Rejections> {

        enum StandardError {
            BOTH_ARMS,
            TREATED_ARM
        }

        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
        }

        @Override
        public Rejections estimate(Sample sample, RandomGenerator random) {
            ManyToOne comparison = ManyToOne.of(sample);
            double[] t = comparison.statistics();
            if (error == StandardError.TREATED_ARM) {
                double[] larger = Arrays.stream(t).map(v -> v * Math.sqrt(2)).toArray();
                return adjusted(comparison, larger);
            }
            boolean[] rejected = new boolean[t.length];
            for (int k = 0; k < t.length; k++) {
                rejected[k] = StudentDistribution.twoSided(t[k], comparison.degreesOfFreedom()) <= level;
            }
            return of(comparison.names(), rejected);
        }

        private Rejections adjusted(ManyToOne comparison, double[] t) {
            boolean[] rejected = new boolean[t.length];
            for (int k = 0; k < t.length; k++) {
                rejected[k] = comparison.distribution().tail(Math.abs(t[k])) <= level;
            }
            return of(comparison.names(), rejected);
        }
    }

    /** A stream in which one over the p-value is taken for an e-value. */
    record InvertedStream(OnlineRule rule) implements Estimator<Rejections> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME);
        }

        @Override
        public Rejections estimate(Sample sample, RandomGenerator random) {
            OnlineStream stream = OnlineStream.start(rule);
            List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
            for (Map.Entry<String, Sample> entry :
                    OnlineTests.experiments(sample).entrySet()) {
                double p = new DifferenceInMeans()
                        .estimate(entry.getValue(), random)
                        .estimate()
                        .inference()
                        .pValue(0);
                stream = stream.after(-FastMath.log(p));
                hypotheses.add(new Rejections.Hypothesis(entry.getKey(), Double.NaN, stream.rejectedLast()));
            }
            return new Rejections(hypotheses, List.of());
        }
    }

    private static Rejections of(List<String> names, boolean[] rejected) {
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < rejected.length; i++) {
            hypotheses.add(new Rejections.Hypothesis(names.get(i), Double.NaN, rejected[i]));
        }
        return new Rejections(hypotheses, List.of());
    }
}
