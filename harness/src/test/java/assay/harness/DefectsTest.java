package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Clusters;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.TwoArms;
import assay.certificate.CellRole;
import assay.certificate.ClaimRecord;
import assay.certificate.CodeDigest;
import assay.certificate.Verdict;
import assay.experiment.ArmMoments;
import assay.experiment.ClusterMeans;
import assay.experiment.DifferenceInMeans;
import assay.experiment.RegressionAdjustment;
import assay.linear.Covariance;
import assay.linear.LeastSquares;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.LogisticLearner;
import assay.nuisance.SeriesLearner;
import assay.observational.Aipw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Estimators with defects that the library of mutants does not know, each certified like a method of the catalogue in its
 * home cells, cheapest first, until one of them does not certify it. None may be certified.
 *
 * <p>Streams are keyed by content. Each defect makes a claim false in some home cell, so that a certified one would be an
 * event of probability at most .01 (Ville).
 */
class DefectsTest {

    /** An estimator with a defect, and the method that it pretends to be. */
    record Defect(String name, String like, Rule rule) implements Estimator<Fit> {

        @FunctionalInterface
        interface Rule {
            Estimate estimate(Sample sample, RandomGenerator random);
        }

        @Override
        public Estimand target() {
            return method().estimator().target();
        }

        @Override
        public Set<Role> needs() {
            return method().estimator().needs();
        }

        Method<Fit> method() {
            return Catalog.fit(like).orElseThrow();
        }

        @Override
        public Fit estimate(Sample sample, RandomGenerator random) {
            Estimate e = rule.estimate(sample, random);
            Estimate named = new Estimate(target(), e.term(), e.value(), e.stdError(), e.inference());
            return new Fit(List.of(named), Glance.of(like, name, sample, TwoArms.of(sample), Map.of()), List.of());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Defect> defects() {
        return List.of(
                new Defect("rows-for-welch-df", "difference-in-means", (s, r) -> {
                    Estimate e = difference(s, r);
                    return student(e.value(), e.stdError(), s.size());
                }),
                new Defect("pooled-variance", "difference-in-means", (s, r) -> {
                    ArmMoments m = ArmMoments.of(TwoArms.of(s), s.outcome());
                    double pooled = (m.treatedSquares() + m.controlSquares()) / (s.size() - 2);
                    return student(
                            m.difference(), Math.sqrt(pooled * (1.0 / m.treated() + 1.0 / m.control())), s.size() - 2);
                }),
                new Defect("population-sd", "difference-in-means", (s, r) -> {
                    ArmMoments m = ArmMoments.of(TwoArms.of(s), s.outcome());
                    double variance = m.treatedSquares() / m.treated() / m.treated()
                            + m.controlSquares() / m.control() / m.control();
                    return student(m.difference(), Math.sqrt(variance), df(difference(s, r)));
                }),
                new Defect("divided-by-n-twice", "difference-in-means", (s, r) -> {
                    Estimate e = difference(s, r);
                    return student(e.value(), e.stdError() / Math.sqrt(s.size() - 1), df(e));
                }),
                new Defect("bias-of-a-fifth-of-an-error", "difference-in-means", (s, r) -> {
                    Estimate e = difference(s, r);
                    return student(e.value() + 0.2 * e.stdError(), e.stdError(), df(e));
                }),
                new Defect("median-for-mean", "difference-in-means", (s, r) -> {
                    Estimate e = difference(s, r);
                    return student(median(s, 1) - median(s, 0), e.stdError(), df(e));
                }),
                new Defect("outcomes-one-row-late", "difference-in-means", (s, r) -> {
                    int n = s.size();
                    double[] y = s.outcome();
                    double[] late = IntStream.range(0, n)
                            .mapToDouble(i -> y[(i + 1) % n])
                            .toArray();
                    return difference(s.with(Role.OUTCOME, new Column.Numeric("y", late)), r);
                }),
                new Defect("interval-clipped-to-half-an-sd", "difference-in-means", (s, r) -> {
                    Estimate e = difference(s, r);
                    double mean = Arrays.stream(s.outcome()).average().orElseThrow();
                    double sd = Math.sqrt(Arrays.stream(s.outcome())
                            .map(v -> (v - mean) * (v - mean))
                            .average()
                            .orElseThrow());
                    return new Estimate(
                            e.estimand(), e.term(), e.value(), e.stdError(), new Clipped(e.inference(), sd / 2));
                }),
                new Defect(
                        "hc0",
                        "ols",
                        (s, r) -> new RegressionAdjustment(Covariance.HC0)
                                .estimate(s, r)
                                .estimate()),
                new Defect(
                        "one-variance-for-all",
                        "ols",
                        (s, r) -> new RegressionAdjustment(Covariance.CLASSICAL)
                                .estimate(s, r)
                                .estimate()),
                new Defect("variance-of-the-neighbour", "ols", (s, r) -> {
                    LeastSquares ols = regression(s, s.covariates().columns());
                    int last = ols.terms().size() - 1;
                    double[][] v = ols.covariance(Covariance.HC2);
                    return student(ols.coefficients()[last], Math.sqrt(v[last - 1][last - 1]), ols.degreesOfFreedom());
                }),
                new Defect("uncentred-interactions", "lin", (s, r) -> {
                    double[] t = TwoArms.of(s).indicator();
                    double[][] x = s.covariates().columns();
                    double[][] all = new double[2 * x.length][];
                    for (int j = 0; j < x.length; j++) {
                        double[] column = x[j];
                        all[j] = column;
                        all[x.length + j] = IntStream.range(0, t.length)
                                .mapToDouble(i -> t[i] * column[i])
                                .toArray();
                    }
                    LeastSquares ols = regression(s, all);
                    int last = ols.terms().size() - 1;
                    return student(
                            ols.coefficients()[last], ols.standardErrors(Covariance.HC2)[last], ols.degreesOfFreedom());
                }),
                new Defect("a-fold-never-scored", "aipw", (s, r) -> {
                    int used = s.size() * 4 / 5;
                    Fit part = Aipw.standard()
                            .estimate(s.rows(IntStream.range(0, used).toArray()), r);
                    double[] scores =
                            Arrays.copyOf(part.influence().orElseThrow().values(0), s.size());
                    for (int i = 0; i < used; i++) {
                        scores[i] += part.estimate().value();
                    }
                    return scored(scores);
                }),
                new Defect("correction-without-weights", "aipw", (s, r) -> {
                    Nuisances u = new Nuisances(s, r);
                    return scored(IntStream.range(0, s.size())
                            .mapToDouble(i -> u.m1[i] - u.m0[i] + (u.d[i] == 1 ? u.y[i] - u.m1[i] : u.m0[i] - u.y[i]))
                            .toArray());
                }),
                new Defect("att-for-ate", "aipw", (s, r) -> {
                    Nuisances u = new Nuisances(s, r);
                    double share = Arrays.stream(u.d).average().orElseThrow();
                    return scored(IntStream.range(0, s.size())
                            .mapToDouble(
                                    i -> (u.d[i] - (1 - u.d[i]) * u.e[i] / (1 - u.e[i])) * (u.y[i] - u.m0[i]) / share)
                            .toArray());
                }),
                new Defect("weights-of-the-other-arm", "ipw", (s, r) -> {
                    double[] d = TwoArms.of(s).indicator();
                    double[][] x = s.covariates().columns();
                    double[] e = new double[d.length];
                    int[] rows = IntStream.range(0, d.length).toArray();
                    new LogisticLearner().fit(x, d, rows, r).predict(x, rows, e);
                    double[] w = IntStream.range(0, d.length)
                            .mapToDouble(i -> d[i] == 1 ? 1 / (1 - e[i]) : 1 / e[i])
                            .toArray();
                    return weighted(s.outcome(), d, w);
                }),
                new Defect("cluster-robust-without-correction", "cluster-means", (s, r) -> {
                    Estimate e = new ClusterMeans().estimate(s, r).estimate();
                    double g = Clusters.of(s).count() / 2.0;
                    double error = e.stdError() * Math.sqrt((g - 1) / g);
                    return new Estimate(e.estimand(), e.term(), e.value(), error, new Normal(e.value(), error));
                }));
    }

    /** What became of a defect. */
    private record Outcome(Verdict verdict, String cell, String claim, int replicates) {}

    private static Outcome certify(Defect defect) {
        Method<Fit> method = defect.method();
        List<Cell<Fit>> home = new ArrayList<>(method.cells().stream()
                .filter(cell -> cell.role() == CellRole.HOME)
                .toList());
        home.sort(Comparator.comparingInt(cell -> cell.world().size()));
        int replicates = 0;
        try (Workers workers = new Workers(2)) {
            for (Cell<Fit> cell : home) {
                Replication<Fit> replication = new Replication<>(
                        defect,
                        method.claims(),
                        method.reader(),
                        List.of(),
                        cell.world(),
                        new Keys(new CodeDigest(name -> Optional.empty()), 1, 1));
                CellRunner<Fit> runner = new CellRunner<>(replication, method.tier());
                runner.run(workers, done -> {});
                List<ClaimRecord> claims = runner.method().records();
                replicates +=
                        claims.stream().mapToInt(ClaimRecord::replicates).max().orElseThrow();
                Verdict verdict = runner.method().verdict();
                if (verdict != Verdict.CERTIFIED) {
                    String deciding = claims.stream()
                            .filter(claim -> claim.verdict() == verdict)
                            .map(claim -> claim.name() + " " + Math.round(claim.estimate() * 1e4) / 1e4)
                            .findFirst()
                            .orElseThrow();
                    return new Outcome(verdict, cell.id(), deciding, replicates);
                }
            }
        }
        return new Outcome(Verdict.CERTIFIED, "all home cells", "none", replicates);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void noneIsCertified(Defect defect) {
        Outcome outcome = certify(defect);
        assertThat(outcome.verdict()).as(defect + " " + outcome).isNotEqualTo(Verdict.CERTIFIED);
    }

    @Test
    void thereAreTenOfThemAndNoneIsAMutant() {
        List<String> mutants = Mutants.ofFits().stream().map(Mutant::name).toList();
        assertThat(defects()).hasSizeGreaterThanOrEqualTo(10).noneMatch(d -> mutants.contains(d.name()));
    }

    private static Estimate difference(Sample sample, RandomGenerator random) {
        return new DifferenceInMeans().estimate(sample, random).estimate();
    }

    private static double df(Estimate estimate) {
        return estimate.inference().degreesOfFreedom();
    }

    private static Estimate student(double value, double error, double df) {
        return new Estimate(Estimand.ATE, "1 - 0", value, error, new StudentT(value, error, df));
    }

    private static double median(Sample sample, double arm) {
        double[] t = TwoArms.of(sample).indicator();
        double[] y = IntStream.range(0, t.length)
                .filter(i -> t[i] == arm)
                .mapToDouble(i -> sample.outcome()[i])
                .sorted()
                .toArray();
        return (y[y.length / 2] + y[(y.length - 1) / 2]) / 2;
    }

    /** The treatment is the last term. */
    private static LeastSquares regression(Sample sample, double[][] x) {
        double[][] columns = Arrays.copyOf(x, x.length + 1);
        columns[x.length] = TwoArms.of(sample).indicator();
        List<String> names =
                IntStream.range(0, columns.length).mapToObj(j -> "x" + j).toList();
        return LeastSquares.fit(names, columns, sample.outcome());
    }

    private static Estimate scored(double[] scores) {
        double mean = Arrays.stream(scores).average().orElseThrow();
        double squares = Arrays.stream(scores).map(v -> (v - mean) * (v - mean)).sum();
        return Estimate.normal(Estimand.ATE, "1 - 0", mean, Math.sqrt(squares / (scores.length - 1) / scores.length));
    }

    private static Estimate weighted(double[] y, double[] d, double[] w) {
        double[] total = new double[2];
        double[] mean = new double[2];
        for (int i = 0; i < y.length; i++) {
            total[(int) d[i]] += w[i];
            mean[(int) d[i]] += w[i] * y[i];
        }
        mean[0] /= total[0];
        mean[1] /= total[1];
        double variance = 0;
        for (int i = 0; i < y.length; i++) {
            int a = (int) d[i];
            double term = w[i] * (y[i] - mean[a]) / total[a];
            variance += term * term;
        }
        return Estimate.normal(Estimand.ATE, "1 - 0", mean[1] - mean[0], Math.sqrt(variance));
    }

    /** Cross-fitted nuisances as {@link Aipw} makes them. */
    private static final class Nuisances {
        private final double[] y;
        private final double[] d;
        private final double[] e;
        private final double[] m1;
        private final double[] m0;

        Nuisances(Sample sample, RandomGenerator random) {
            double[][] x = sample.covariates().columns();
            y = sample.outcome();
            d = TwoArms.of(sample).indicator();
            CrossFit plan = CrossFit.split(5, Folds.STRATIFIED_BY_ARM, x, y, d, random);
            e = plan.predict(SeriesLearner.probability(2), x, d, random);
            m1 = plan.predictArm(SeriesLearner.regression(5), x, y, d, 1, random);
            m0 = plan.predictArm(SeriesLearner.regression(5), x, y, d, 0, random);
        }
    }

    /** An interval held to what its author thinks possible. */
    private record Clipped(Inference exact, double bound) implements Inference {
        @Override
        public Interval interval(double level) {
            Interval whole = exact.interval(level);
            double lower = Math.max(-bound, Math.min(bound, whole.lower()));
            return new Interval(lower, Math.max(lower, Math.min(bound, whole.upper())));
        }

        @Override
        public double pValue(double nullValue) {
            return exact.pValue(nullValue);
        }
    }
}
