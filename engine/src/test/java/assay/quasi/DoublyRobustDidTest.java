package assay.quasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.SharedData;
import assay.baseline.TwoWayFixedEffects;
import assay.random.Philox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DoublyRobustDidTest {

    private static final List<String> NSW = List.of("age", "educ", "black", "married", "nodegree", "hisp", "re74");

    private static Fit fit(DidScore score, Aggregation aggregation, Sample sample) {
        return new DoublyRobustDid(score, ComparisonGroup.NEVER_TREATED, aggregation, BasePeriod.VARYING)
                .estimate(sample, new Philox(1, 0, 3));
    }

    private static Estimate term(Fit fit, String term) {
        return fit.terms().stream()
                .filter(e -> e.term().equals(term))
                .findFirst()
                .orElseThrow();
    }

    /** Earnings of the controls of the NSW experiment, taken for treated, and of the CPS: the true effect is 0. */
    private static Sample earnings() throws IOException {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path path = (given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data"))
                .resolve("drdid_nsw_cps.csv.gz");
        assumeTrue(Files.exists(path), () -> "skipped: there is no " + path + "; set ASSAY_DATA");
        List<String[]> lines;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            lines = reader.lines()
                    .map(line -> line.replace("\"", "").split(",", -1))
                    .toList();
        }
        List<String> names = Arrays.asList(lines.get(0));
        List<String[]> rows = lines.subList(1, lines.size()).stream()
                .filter(f -> f[names.indexOf("treated")].equals("0") || f[names.indexOf("sample")].equals("2"))
                .toList();
        int n = rows.size();
        double[][] columns = new double[4 + NSW.size()][2 * n];
        for (int i = 0; i < 2 * n; i++) {
            int person = i / 2;
            String[] f = rows.get(person);
            boolean after = i % 2 == 1;
            columns[0][i] = Double.parseDouble(f[names.indexOf(after ? "re78" : "re75")]);
            columns[1][i] = after ? Double.parseDouble(f[names.indexOf("experimental")]) : 0;
            columns[2][i] = person;
            columns[3][i] = after ? 1978 : 1975;
            for (int j = 0; j < NSW.size(); j++) {
                columns[4 + j][i] = Double.parseDouble(f[names.indexOf(NSW.get(j))]);
            }
        }
        Sample.Builder sample = panel(columns);
        for (int j = 0; j < NSW.size(); j++) {
            sample.covariate(NSW.get(j), columns[4 + j]);
        }
        return sample.build();
    }

    private static Sample.Builder panel(double[][] columns) {
        return Sample.builder()
                .outcome("y", columns[0])
                .add(Role.TREATMENT, "d", columns[1])
                .add(Role.UNIT, "unit", columns[2])
                .add(Role.TIME, "time", columns[3]);
    }

    /**
     * DRDID for R and drdid 1.6 for Stata, {@code drdid re age educ black married nodegree hisp re74 if treated==0 | sample==2,
     * ivar(id) time(year) tr(experimental) all}, as their guides print it; Stata's standard errors are {@code sqrt(sum psi^2) /
     * n}.
     */
    @ParameterizedTest
    @CsvSource({
        "OUTCOME_REGRESSION, -1300.645, 349.8259",
        "WEIGHTING, -1021.609, 397.5201",
        "DOUBLY_ROBUST, -871.3271, 396.0211",
        "IMPROVED, -901.2703, 393.6127",
    })
    void earningsOfThoseNotTrained(DidScore score, double value, double error) throws IOException {
        Fit fit = fit(score, Aggregation.SIMPLE, earnings());
        assertThat(fit.estimate().value()).isCloseTo(value, within(Math.abs(value) < 1000 ? 5e-5 : 5e-4));
        double[] psi = fit.influence().orElseThrow().values(0);
        double squares = Arrays.stream(psi).map(v -> v * v).sum();
        // A unit's influence is shared out over its two rows.
        assertThat(Math.sqrt(2 * squares) / psi.length).isCloseTo(error, within(5e-5));
    }

    /** Four cohorts and never treated units, with a trend of their own for each value of x. */
    static Sample small() {
        int units = 60;
        int periods = 6;
        double[][] c = new double[5][units * periods];
        for (int i = 0; i < units * periods; i++) {
            int unit = i / periods;
            int t = i % periods + 1;
            int start = unit % 4 == 0 ? 99 : 2 + unit % 4;
            double x = (unit * 0.6180339887498949 + 0.3 * (unit % 4)) % 1;
            c[1][i] = t >= start ? 1 : 0;
            c[2][i] = unit;
            c[3][i] = t;
            c[4][i] = x;
            c[0][i] = unit % 7
                    + x * t
                    + 0.5 * t
                    + (t >= start ? 1 + 0.3 * (t - start) : 0)
                    + (i * 0.7548776662466927 % 1);
        }
        return panel(c).covariate("x", c[4]).build();
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void withoutCovariatesItIsTheGroupTimeEffect(Aggregation aggregation) {
        Sample sample = small().with(Role.COVARIATE);
        for (ComparisonGroup comparison : ComparisonGroup.values()) {
            for (BasePeriod base : BasePeriod.values()) {
                Fit plain = new GroupTimeAtt(comparison, aggregation, base).estimate(sample, new Philox(1, 0, 3));
                for (DidScore score : DidScore.values()) {
                    Fit fit = new DoublyRobustDid(score, comparison, aggregation, base)
                            .estimate(sample, new Philox(1, 0, 3));
                    assertThat(fit.terms()).hasSameSizeAs(plain.terms());
                    for (int k = 0; k < fit.terms().size(); k++) {
                        Estimate a = fit.terms().get(k);
                        Estimate b = plain.terms().get(k);
                        assertThat(a.term()).isEqualTo(b.term());
                        assertThat(a.value()).isCloseTo(b.value(), within(1e-12));
                        assertThat(a.stdError()).isCloseTo(b.stdError(), within(1e-12));
                        assertThat(a.inference().degreesOfFreedom())
                                .isCloseTo(b.inference().degreesOfFreedom(), within(1e-8));
                        assertThat(a.inference().interval(0.9).lower())
                                .isCloseTo(b.inference().interval(0.9).lower(), within(1e-9));
                    }
                    assertThat(fit.glance().diagnostics().get("pretrend_p_value"))
                            .isCloseTo(
                                    plain.glance().diagnostics().getOrDefault("pretrend_p_value", Double.NaN),
                                    within(1e-9));
                }
            }
        }
    }

    /** A covariate that is binary makes outcome regression the mean of the effects in both strata by their treated. */
    @Test
    void aBinaryCovariateIsTwoStrata() {
        Sample sample = small();
        double[] x = sample.covariates().columns()[0];
        double[] b = Arrays.stream(x).map(v -> v > 0.5 ? 1 : 0).toArray();
        Sample binary = sample.with(Role.COVARIATE, new Column.Numeric("b", b));
        double sum = 0;
        double treated = 0;
        for (int s = 0; s < 2; s++) {
            int stratum = s;
            int[] rows =
                    IntStream.range(0, b.length).filter(i -> b[i] == stratum).toArray();
            Fit part =
                    fit(DidScore.IMPROVED, Aggregation.SIMPLE, sample.rows(rows).with(Role.COVARIATE));
            double n = Arrays.stream(rows)
                            .mapToDouble(i -> sample.numeric(Role.UNIT)[i])
                            .filter(u -> u % 4 == 1)
                            .count()
                    / 6.0;
            sum += n * term(part, "g=3,t=4").value();
            treated += n;
        }
        for (DidScore score : DidScore.values()) {
            assertThat(term(fit(score, Aggregation.SIMPLE, binary), "g=3,t=4").value())
                    .as(score.name())
                    .isCloseTo(sum / treated, within(1e-9));
        }
    }

    private static Sample employment() {
        Function<String, double[]> data = SharedData.csv("mpdta.csv");
        double[] first = data.apply("first.treat");
        double[] year = data.apply("year");
        double[] d = IntStream.range(0, year.length)
                .mapToDouble(i -> first[i] > 0 && year[i] >= first[i] ? 1 : 0)
                .toArray();
        return Sample.builder()
                .outcome("lemp", data.apply("lemp"))
                .add(Role.TREATMENT, "d", d)
                .add(Role.UNIT, "countyreal", data.apply("countyreal"))
                .add(Role.TIME, "year", year)
                .covariate("lpop", data.apply("lpop"))
                .build();
    }

    /** The guide of the R package did, {@code att_gt(xformla = ~1)}: minimum wages and the employment of teenagers. */
    @Test
    void minimumWages() {
        Sample sample = employment().with(Role.COVARIATE);
        Map<String, Double> cells = new TreeMap<>(Map.of(
                "g=2004,t=2004", -0.0105,
                "g=2004,t=2005", -0.0704,
                "g=2004,t=2006", -0.1373,
                "g=2004,t=2007", -0.1008,
                "g=2006,t=2004", 0.0065,
                "g=2006,t=2005", -0.0028,
                "g=2006,t=2006", -0.0046,
                "g=2006,t=2007", -0.0412));
        cells.putAll(Map.of(
                "g=2007,t=2004", 0.0305,
                "g=2007,t=2005", -0.0027,
                "g=2007,t=2006", -0.0311,
                "g=2007,t=2007", -0.0261,
                "e=0", -0.0199,
                "e=1", -0.0510,
                "e=2", -0.1373,
                "e=3", -0.1008,
                "1 - 0", -0.0772));
        Fit fit = fit(DidScore.IMPROVED, Aggregation.DYNAMIC, sample);
        cells.forEach(
                (name, value) -> assertThat(term(fit, name).value()).as(name).isCloseTo(value, within(5e-5)));
        Fit group = fit(DidScore.IMPROVED, Aggregation.GROUP, sample);
        assertThat(group.estimate().value()).isCloseTo(-0.0310, within(5e-5));
        // The published errors are of one bootstrap, by interquartile ranges of a thousand draws.
        assertThat(fit.estimate().stdError()).isCloseTo(0.0219, within(0.1 * 0.0219));
        assertThat(group.estimate().stdError()).isCloseTo(0.0126, within(0.05 * 0.0126));
        // The published pre-test refers the statistic to chi-squared, without factors for small samples.
        Map<String, Double> figures = fit.glance().diagnostics();
        double p = new ChiSquaredDistribution(figures.getOrDefault("pretrend_df", 0.0))
                .cumulativeProbability(figures.getOrDefault("pretrend_statistic", 0.0));
        assertThat(1 - p).isCloseTo(0.168, within(0.01));
    }

    /** The same guide, {@code att_gt(xformla = ~lpop)} with the doubly robust score and dynamic averages. */
    @Test
    void minimumWagesGivenPopulation() {
        Fit fit = fit(DidScore.DOUBLY_ROBUST, Aggregation.DYNAMIC, employment());
        double[] published = {-0.0804, 0.0267, -0.0036, -0.0232, -0.0211, -0.0530, -0.1404, -0.1069};
        String[] names = {"1 - 0", "e=-3", "e=-2", "e=-1", "e=0", "e=1", "e=2", "e=3"};
        for (int k = 0; k < names.length; k++) {
            assertThat(term(fit, names[k]).value()).as(names[k]).isCloseTo(published[k], within(5e-5));
        }
    }

    private static void refused(Sample sample, Problem problem, String... mentions) {
        assertThatThrownBy(() -> fit(DidScore.IMPROVED, Aggregation.SIMPLE, sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContainingAll(mentions);
    }

    @Test
    void panelsThatCannotTellAreRefused() {
        Sample sample = small();
        int n = sample.size();
        refused(
                sample.rows(IntStream.range(0, n).filter(i -> i != 9).toArray()),
                Problem.UNBALANCED_PANEL,
                "Unit '1'",
                "has no row",
                "period 4");
        refused(
                sample.rows(IntStream.range(-1, n).map(i -> i < 0 ? 9 : i).toArray()),
                Problem.UNBALANCED_PANEL,
                "Unit '1'",
                "two rows",
                "period 4");
        double[] after = sample.covariates().columns()[0].clone();
        after[9] += 1;
        refused(
                sample.with(Role.COVARIATE, new Column.Numeric("income", after)),
                Problem.POST_TREATMENT,
                "'income' of unit '1' changes from period 1 to 4");
        double[] one = new double[n];
        one[10] = 1;
        one[11] = 1;
        refused(
                sample.with(Role.TREATMENT, new Column.Numeric("d", one)),
                Problem.UNSUITABLE_METHOD,
                "One unit is treated, '1'",
                "assay synthetic");
        double[] tells = Arrays.stream(sample.numeric(Role.UNIT))
                .map(u -> u % 4 == 0 ? u / 100 : 5 + u / 100)
                .toArray();
        refused(
                sample.with(Role.COVARIATE, new Column.Numeric("region", tells)),
                Problem.NO_OVERLAP,
                "cohort 3",
                "nobody untreated is like");
    }

    @Test
    void clustersOfOneUnitAreUnits() {
        Sample sample = small();
        Sample clustered = sample.with(Role.CLUSTER, new Column.Numeric("c", sample.numeric(Role.UNIT)));
        Fit units = fit(DidScore.IMPROVED, Aggregation.SIMPLE, sample);
        Fit clusters = fit(DidScore.IMPROVED, Aggregation.SIMPLE, clustered);
        assertThat(clusters.estimate().value()).isEqualTo(units.estimate().value());
        assertThat(clusters.estimate().stdError())
                .isCloseTo(
                        units.estimate().stdError(),
                        within(0.1 * units.estimate().stdError()));
    }

    /** Both decompositions are exact: weights sum to 1, and comparisons to the coefficient. */
    @Test
    void weightsOfTwoWayFixedEffectsAddUp() {
        Sample sample = small().with(Role.COVARIATE);
        double[] d = sample.numeric(Role.TREATMENT).clone();
        // Some units are treated from the first period on.
        for (int i = 0; i < 18; i++) {
            d[i] = 1;
        }
        for (Sample panel : List.of(sample, sample.with(Role.TREATMENT, new Column.Numeric("d", d)))) {
            TwoWayWeights weights = TwoWayWeights.of(panel);
            Fit fit = new TwoWayFixedEffects().estimate(panel, new Philox(1, 0, 3));
            assertThat(weights.coefficient()).isCloseTo(fit.estimate().value(), within(1e-12));
            assertThat(weights.cells().stream()
                            .mapToDouble(TwoWayWeights.Cell::weight)
                            .sum())
                    .isCloseTo(1, within(1e-12));
            assertThat(weights.comparisons().stream()
                            .mapToDouble(TwoWayWeights.Comparison::weight)
                            .sum())
                    .isCloseTo(1, within(1e-12));
            assertThat(weights.comparisons().stream()
                            .mapToDouble(c -> c.weight() * c.estimate())
                            .sum())
                    .isCloseTo(weights.coefficient(), within(1e-12));
            assertThat(weights.negative())
                    .isCloseTo(fit.glance().diagnostics().getOrDefault("negative_weight_sum", 0.0), within(1e-12));
            assertThat(weights.staggered()).isTrue();
        }
        assertThat(TwoWayWeights.of(sample.with(Role.TREATMENT, new Column.Numeric("d", d)))
                        .negative())
                .isNegative();
    }

    private static Fit honest(HonestRestriction restriction, double bound, Sample sample) {
        return new HonestDid(restriction, bound, DidScore.IMPROVED, ComparisonGroup.NEVER_TREATED)
                .estimate(sample, new Philox(1, 0, 3));
    }

    /** With M = 0 trends are parallel; more slack is a wider interval; beyond the breakdown it holds 0. */
    @Test
    void honestBoundsWidenFromTheUsualInterval() {
        Sample sample = small();
        Fit parallel = honest(HonestRestriction.RELATIVE_MAGNITUDES, 0, sample);
        Interval usual = term(parallel, "parallel trends").inference().interval(0.95);
        assertThat(parallel.estimate().inference().interval(0.95).lower()).isCloseTo(usual.lower(), within(1e-9));
        assertThat(parallel.estimate().inference().interval(0.95).upper()).isCloseTo(usual.upper(), within(1e-9));
        for (HonestRestriction restriction : HonestRestriction.values()) {
            double at = honest(restriction, 0, sample).glance().diagnostics().getOrDefault("breakdown", Double.NaN);
            assertThat(at).isPositive();
            Interval last = null;
            for (double share : new double[] {0, 0.5, 0.999, 1.001, 2}) {
                Fit fit = honest(restriction, share * at, sample);
                Interval now = fit.estimate().inference().interval(0.95);
                assertThat(now.contains(0)).isEqualTo(share > 1);
                if (last != null) {
                    assertThat(now.width()).isGreaterThan(last.width());
                }
                last = now;
                double edge = now.lower();
                assertThat(fit.estimate().inference().pValue(edge)).isCloseTo(0.05, within(1e-6));
            }
        }
    }

    /** A line is no violation of smoothness: trends that part by one leave the estimate of M = 0 where it was. */
    @Test
    void smoothnessTakesALineOut() {
        // One cohort, so that no shares of cohorts are uncertain.
        Sample all = small();
        Sample sample = all.rows(IntStream.range(0, all.size())
                .filter(i -> all.numeric(Role.UNIT)[i] % 4 == 0 || all.numeric(Role.UNIT)[i] % 4 == 3)
                .toArray());
        double[] y = sample.outcome();
        double[] unit = sample.numeric(Role.UNIT);
        double[] time = sample.numeric(Role.TIME);
        double[] drift = IntStream.range(0, y.length)
                .mapToDouble(i -> y[i] + (unit[i] % 4 == 0 ? 0 : 0.8 * time[i]))
                .toArray();
        Sample parted = sample.with(Role.OUTCOME, new Column.Numeric("y", drift));
        for (double m : new double[] {0, 0.1}) {
            assertThat(honest(HonestRestriction.SMOOTHNESS, m, parted)
                            .estimate()
                            .value())
                    .isCloseTo(
                            honest(HonestRestriction.SMOOTHNESS, m, sample)
                                    .estimate()
                                    .value(),
                            within(1e-9));
        }
        assertThat(honest(HonestRestriction.RELATIVE_MAGNITUDES, 1, parted)
                        .estimate()
                        .inference()
                        .interval(0.95)
                        .width())
                .isGreaterThan(honest(HonestRestriction.RELATIVE_MAGNITUDES, 1, sample)
                        .estimate()
                        .inference()
                        .interval(0.95)
                        .width());
    }

    /** The larger of two normals: independent, equal, opposed. */
    @Test
    void theLargerOfTwoNormals() {
        assertThat(RelativeMagnitudes.beyond(1.5, 0)).isCloseTo(1 - Math.pow(1 - 0.0668072012688581, 2), within(1e-10));
        assertThat(RelativeMagnitudes.beyond(1.5, 1)).isCloseTo(0.0668072012688581, within(1e-12));
        assertThat(RelativeMagnitudes.beyond(1.5, -1)).isCloseTo(2 * 0.0668072012688581, within(1e-12));
        // At 0 it is 1 less the orthant probability 1/4 + asin(r) / (2 pi).
        assertThat(RelativeMagnitudes.beyond(0, -0.6))
                .isCloseTo(1 - 0.25 - Math.asin(-0.6) / (2 * Math.PI), within(1e-9));
    }

    @Test
    void gapsBetweenPeriodsAndTooFewOfThemAreRefused() {
        Sample sample = small();
        double[] uneven = Arrays.stream(sample.numeric(Role.TIME))
                .map(t -> t == 6 ? 8 : t)
                .toArray();
        assertThatThrownBy(() -> honest(
                        HonestRestriction.RELATIVE_MAGNITUDES,
                        1,
                        sample.with(Role.TIME, new Column.Numeric("year", uneven))))
                .hasMessageContaining("Periods of 'year' are not evenly spaced");
        int[] two = IntStream.range(0, sample.size())
                .filter(i -> sample.numeric(Role.TIME)[i] == 3 || sample.numeric(Role.TIME)[i] == 2)
                .toArray();
        assertThatThrownBy(() -> honest(HonestRestriction.SMOOTHNESS, 1, sample.rows(two)))
                .hasMessageContaining("No cohort has two periods before it is treated");
    }
}
