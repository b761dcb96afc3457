package assay.harness;

import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.dgp.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Controls and readers of methods for adaptive experiments of several arms. */
final class AdaptiveControls {

    private AdaptiveControls() {}

    /** Knows each target but for normal noise. */
    static Control<Fit> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows the mean of each arm and each contrast but for normal noise, whose standard error it knows",
                (draw, own, random) -> {
                    List<Estimate> terms = new ArrayList<>();
                    draw.truth()
                            .targets()
                            .forEach((term, value) ->
                                    terms.add(Estimate.normal(Estimand.ATE, term, value + random.nextGaussian(), 1)));
                    Glance glance =
                            new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
                    return new Fit(terms, glance, List.of());
                },
                Optional.empty());
    }

    /** How recorded propensities get lost on their way to the analysis. */
    enum Loss {
        /** The columns of the arms in reverse. */
        REVERSED {
            @Override
            List<Column> columns(Sample sample, List<Column> columns) {
                if (columns.size() == 1) {
                    double[] p = ((Column.Numeric) columns.get(0)).values().clone();
                    for (int i = 0; i < p.length; i++) {
                        p[i] = 1 - p[i];
                    }
                    return List.of(new Column.Numeric(columns.get(0).name(), p));
                }
                List<Column> reversed = new ArrayList<>(columns);
                Collections.reverse(reversed);
                return reversed;
            }
        },
        /** The share of all units that each arm got, the same for every row. */
        OVERALL_SHARES {
            @Override
            List<Column> columns(Sample sample, List<Column> columns) {
                double[] arm = sample.numeric(Role.ASSIGNMENT);
                double[] shares = new double[columns.size()];
                for (double a : arm) {
                    shares[(int) a] += 1.0 / arm.length;
                }
                List<Column> constant = new ArrayList<>();
                for (int a = 0; a < shares.length; a++) {
                    double[] p = new double[arm.length];
                    Arrays.fill(p, shares[a]);
                    constant.add(new Column.Numeric(columns.get(a).name(), p));
                }
                return constant;
            }
        };

        abstract List<Column> columns(Sample sample, List<Column> columns);
    }

    /**
     * A method that is given other propensities than those of the log.
     *
     * @param <R> what the method answers
     */
    record Mislaid<R>(Loss loss, Estimator<R> method) implements Estimator<R> {

        @Override
        public Estimand target() {
            return method.target();
        }

        @Override
        public Set<Role> needs() {
            return method.needs();
        }

        @Override
        public R estimate(Sample sample, RandomGenerator random) {
            List<Column> columns = loss.columns(sample, sample.columns(Role.PROPENSITY));
            return method.estimate(sample.with(Role.PROPENSITY, columns.toArray(new Column[0])), random);
        }
    }

    /** Arms in batches: figures show the first contrast; of the regions the rarest arm tells. */
    static final class Arms implements Reading.Reader<Fit>, WithoutCurve {

        @Override
        public @Nullable Reading read(Fit result, GroundTruth truth) {
            return Reading.ofTargets(result, truth);
        }

        @Override
        public Map<String, Double> describe(Sample sample, Fit result) {
            Sample rarest = sample.with(Role.ASSIGNMENT, rarest(sample.column(Role.ASSIGNMENT)));
            return CateReaders.features(rarest, result.glance().diagnostics());
        }

        /** An indicator of the arm with the fewest rows. */
        private static Column rarest(Column assignment) {
            Groups groups = Groups.of(assignment);
            int[] counts = new int[groups.count()];
            for (int i = 0; i < assignment.size(); i++) {
                counts[groups.codes()[i]]++;
            }
            int least = 0;
            for (int a = 1; a < counts.length; a++) {
                least = counts[a] < counts[least] ? a : least;
            }
            double[] indicator = new double[assignment.size()];
            for (int i = 0; i < indicator.length; i++) {
                indicator[i] = groups.codes()[i] == least ? 1 : 0;
            }
            return new Column.Numeric(assignment.name(), indicator);
        }
    }
}
