package assay.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.observational.Weighting;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureMappingTest {

    private static final int N = 9;
    /** A small directed network: lists need not be mutual, and 8 is reached by nobody's treatment but its own. */
    private static final List<String> LISTS = List.of("1;8", "0;2", "1;3;5", "2;4", "3;5", "4;2;0", "7", "6;0;1", "");

    private static final double[] P = {0.3, 0.5, 0.4, 0.6, 0.5, 0.35, 0.45, 0.5, 0.7};

    private static Sample sample(double[] y, double[] arm) {
        int[] rows = new int[N];
        double[] ids = new double[N];
        for (int i = 0; i < N; i++) {
            rows[i] = i;
            ids[i] = i;
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", arm)
                .add(Role.PROPENSITY, "p", P)
                .add(Role.UNIT, "id", ids)
                .add(Role.NEIGHBOURS, new Column.Categorical("friends", rows, LISTS))
                .build();
    }

    private static Network network() {
        double[] arm = {0, 1, 0, 1, 0, 1, 0, 1, 0};
        return Network.of(sample(Enumeration.numbers(1, N), arm));
    }

    private static int level(Network network, Exposure exposure, double threshold, double[] arm, int i) {
        return exposure.level((int) arm[i], network.treated(i, arm), network.of(i).length, threshold);
    }

    private static double weight(double[] arm) {
        double weight = 1;
        for (int i = 0; i < N; i++) {
            weight *= arm[i] == 1 ? P[i] : 1 - P[i];
        }
        return weight;
    }

    /** Closed-form single and joint probabilities are sums over all 512 ways in which the coins can fall. */
    @ParameterizedTest
    @CsvSource({"ANY_NEIGHBOUR, 1", "NEIGHBOUR_SHARE, 0.5", "NEIGHBOUR_COUNT, 2"})
    void probabilitiesAreSumsOverAllAssignments(Exposure exposure, double threshold) {
        Network network = network();
        TossedExposure law = new TossedExposure(network, P, exposure, threshold);
        int levels = exposure.levels(threshold);
        double[][][][] joint = new double[N][N][levels][levels];
        for (int mask = 0; mask < 1 << N; mask++) {
            double[] arm = Enumeration.bits(mask, N);
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    joint[i][j][level(network, exposure, threshold, arm, i)][
                                    level(network, exposure, threshold, arm, j)] +=
                            weight(arm);
                }
            }
        }
        boolean[][] dependent = new boolean[N][N];
        law.pairs((i, j, both) -> {
            assertThat(dependent[i][j]).isFalse();
            dependent[i][j] = true;
            dependent[j][i] = true;
            for (int a = 0; a < levels; a++) {
                for (int b = 0; b < levels; b++) {
                    assertThat(both[a * levels + b]).isCloseTo(joint[i][j][a][b], within(1e-14));
                }
            }
        });
        for (int i = 0; i < N; i++) {
            for (int a = 0; a < levels; a++) {
                assertThat(law.probability(i, a)).isCloseTo(joint[i][i][a][a], within(1e-14));
                for (int j = 0; j < N; j++) {
                    for (int b = 0; b < levels && i != j && !dependent[i][j]; b++) {
                        assertThat(law.probability(i, a) * law.probability(j, b))
                                .isCloseTo(joint[i][j][a][b], within(1e-14));
                    }
                }
            }
        }
    }

    /** Over all assignments Horvitz and Thompson is unbiased to 1e-12 and the expected variance is not below the variance. */
    @ParameterizedTest
    @CsvSource({"ANY_NEIGHBOUR, 1", "NEIGHBOUR_SHARE, 0.5", "NEIGHBOUR_COUNT, 2"})
    void horvitzThompsonIsUnbiasedAndItsVarianceConservative(Exposure exposure, double threshold) {
        Network network = network();
        int levels = exposure.levels(threshold);
        double[][] potential = new double[levels][];
        for (int a = 0; a < levels; a++) {
            double[] own = Enumeration.numbers(20 + a, N);
            double lift = a;
            potential[a] = Arrays.stream(own).map(x -> 1 + lift + x).toArray();
        }
        TossedExposure law = new TossedExposure(network, P, exposure, threshold);
        for (Exposure.Contrast contrast : exposure.contrasts(threshold)) {
            int[] pair = {contrast.level(), contrast.reference()};
            boolean[] used = new boolean[N];
            double truth = 0;
            int units = 0;
            for (int i = 0; i < N; i++) {
                used[i] = law.probability(i, pair[0]) > 0 && law.probability(i, pair[1]) > 0;
                truth += used[i] ? potential[pair[0]][i] - potential[pair[1]][i] : 0;
                units += used[i] ? 1 : 0;
            }
            List<Double> values = new ArrayList<>();
            List<Double> variances = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            for (int mask = 0; mask < 1 << N; mask++) {
                double[] arm = Enumeration.bits(mask, N);
                int[] observed = new int[N];
                double[] y = new double[N];
                for (int i = 0; i < N; i++) {
                    observed[i] = level(network, exposure, threshold, arm, i);
                    y[i] = potential[observed[i]][i];
                }
                ExposureContrast result =
                        new ExposureContrast(law, y, observed, levels, pair, used, Weighting.HORVITZ_THOMPSON);
                law.pairs(result::add);
                values.add(result.value());
                variances.add(result.variance());
                weights.add(weight(arm));
            }
            assertThat(Enumeration.mean(values, weights)).isCloseTo(truth / units, within(1e-12));
            assertThat(Enumeration.mean(variances, weights))
                    .isGreaterThanOrEqualTo(Enumeration.variance(values, weights) - 1e-12);
        }
    }

    /** Complete randomisation of 4 of 9, and of 2 of 4 clusters, listed: the same two properties. */
    @ParameterizedTest
    @CsvSource({"COMPLETE", "CLUSTERS"})
    void listedDesignsAreUnbiasedToo(Randomisation randomisation) {
        Network network = network();
        int[] cluster = {0, 0, 1, 1, 2, 2, 3, 3, 3};
        List<double[]> all = randomisation == Randomisation.COMPLETE
                ? Enumeration.choices(N, 4)
                : Enumeration.choices(4, 2).stream()
                        .map(arm ->
                                Arrays.stream(cluster).mapToDouble(g -> arm[g]).toArray())
                        .toList();
        Exposure exposure = Exposure.ANY_NEIGHBOUR;
        DrawnExposure law = new DrawnExposure(network, exposure, 1, all.size());
        all.forEach(law::add);
        int[] pair = {3, 0};
        boolean[] used = new boolean[N];
        double truth = 0;
        int units = 0;
        double[] none = Enumeration.numbers(31, N);
        double[] both = Enumeration.numbers(32, N);
        for (int i = 0; i < N; i++) {
            used[i] = law.probability(i, 3) > 0 && law.probability(i, 0) > 0;
            truth += used[i] ? both[i] - none[i] : 0;
            units += used[i] ? 1 : 0;
        }
        assertThat(units).isPositive();
        List<Double> values = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (double[] arm : all) {
            int[] observed = new int[N];
            double[] y = new double[N];
            for (int i = 0; i < N; i++) {
                observed[i] = level(network, exposure, 1, arm, i);
                y[i] = observed[i] == 3 ? both[i] : none[i];
            }
            ExposureContrast result = new ExposureContrast(law, y, observed, 4, pair, used, Weighting.HORVITZ_THOMPSON);
            law.pairs(result::add);
            values.add(result.value());
            variances.add(result.variance());
            weights.add(1.0 / all.size());
        }
        assertThat(Enumeration.mean(values, weights)).isCloseTo(truth / units, within(1e-12));
        assertThat(Enumeration.mean(variances, weights))
                .isGreaterThanOrEqualTo(Enumeration.variance(values, weights) - 1e-12);
    }

    /** A ring of 60, where the numbers of a fit can be had by hand. */
    private static Sample ring(double[] arm) {
        int n = arm.length;
        int[] rows = new int[n];
        double[] ids = new double[n];
        double[] p = new double[n];
        String[] lists = new String[n];
        for (int i = 0; i < n; i++) {
            rows[i] = i;
            ids[i] = i;
            p[i] = 0.5;
            lists[i] = (i + 1) % n + ";" + (i + n - 1) % n;
        }
        return Sample.builder()
                .outcome("y", Enumeration.numbers(40, n))
                .assignment("t", arm)
                .add(Role.PROPENSITY, "p", p)
                .add(Role.UNIT, "id", ids)
                .add(Role.NEIGHBOURS, new Column.Categorical("friends", rows, List.of(lists)))
                .build();
    }

    private static double[] tossed(int n) {
        return Arrays.stream(Enumeration.numbers(41, n)).map(x -> x > 0 ? 1 : 0).toArray();
    }

    @Test
    void equalProbabilitiesMakeHajekADifferenceInMeans() {
        double[] arm = tossed(60);
        Sample sample = ring(arm);
        Fit fit = ExposureMapping.standard().estimate(sample, new Philox(1, 0, 3));
        double[] sums = new double[4];
        double[] counts = new double[4];
        for (int i = 0; i < 60; i++) {
            int level = (int) (2 * arm[i] + Math.max(arm[(i + 1) % 60], arm[(i + 59) % 60]));
            sums[level] += sample.outcome()[i];
            counts[level]++;
        }
        assertThat(fit.terms())
                .extracting(Estimate::term)
                .containsExactly("both - none", "own - none", "neighbours - none");
        assertThat(fit.estimate().value()).isCloseTo(sums[3] / counts[3] - sums[0] / counts[0], within(1e-12));
        assertThat(fit.glance().diagnostics().get("min_exposure")).isEqualTo(0.125);
        assertThat(Arrays.stream(fit.influence().orElseThrow().values(0)).sum()).isCloseTo(0, within(1e-9));
    }

    /** Draws settle on what the coins are known to do, within five binomial standard errors at 20,000 draws. */
    @Test
    void drawnProbabilitiesAgreeWithExactOnes() {
        Sample sample = ring(tossed(60));
        Fit drawn = new ExposureMapping(Exposure.ANY_NEIGHBOUR, 1, Weighting.HAJEK, Randomisation.COMPLETE, 20_000)
                .estimate(sample, new Philox(1, 0, 3));
        int treated = (int) Arrays.stream(tossed(60)).sum();
        double exact = (60.0 - treated) * (59 - treated) * (58 - treated) / (60.0 * 59 * 58);
        assertThat(drawn.glance().diagnostics().get("min_exposure"))
                .isBetween(Math.min(exact, 0.1) - 0.02, exact + 5 * Math.sqrt(exact / 20_000));
        assertThat(drawn.glance().diagnostics())
                .containsEntry("draws", 20_001.0)
                .containsKey("relative_error");
        Fit tossed = ExposureMapping.standard().estimate(sample, new Philox(1, 0, 3));
        assertThat(drawn.estimate().stdError() / tossed.estimate().stdError()).isBetween(0.8, 1.2);
    }

    @Test
    void unitsWithoutNeighboursAreLeftOutWithACaution() {
        double[] arm = {0, 1, 0, 1, 0, 1, 0, 1, 0};
        Fit fit = new ExposureMapping(Exposure.NEIGHBOUR_COUNT, 1, Weighting.HAJEK, Randomisation.BERNOULLI, 99)
                .estimate(sample(Enumeration.numbers(1, N), arm), new Philox(1, 0, 3));
        assertThat(fit.cautions()).extracting(Caution::code).contains("units-left-out");
        assertThat(fit.glance().diagnostics()).containsEntry("units_left_out", 1.0);
        assertThat(fit.estimate().term()).isEqualTo("1 or more treated neighbours - 0");
    }

    @Test
    void mistakesAreNamed() {
        double[] arm = {0, 1, 0, 1, 0, 1, 0, 1, 0};
        Sample sample = sample(Enumeration.numbers(1, N), arm);
        List<String> strange = new ArrayList<>(LISTS);
        strange.set(3, "2;99");
        int[] rows = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        assertThatThrownBy(() -> ExposureMapping.standard()
                        .estimate(
                                sample.with(Role.NEIGHBOURS, new Column.Categorical("friends", rows, strange)),
                                new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_UNIT))
                .hasMessageContaining("Row 4 of column 'friends' names the neighbour '99'");
        assertThatThrownBy(() -> ExposureMapping.standard()
                        .estimate(sample.rows(new int[] {0, 1, 1, 3, 2}), new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Unit '1' of column 'id' has rows 2 and 3");
        List<String> alone = List.of("", "", "", "", "", "", "", "", "");
        assertThatThrownBy(() -> ExposureMapping.standard()
                        .estimate(
                                sample.with(Role.NEIGHBOURS, new Column.Categorical("friends", rows, alone)),
                                new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.IMPOSSIBLE_EXPOSURE));
        assertThatThrownBy(() ->
                        new ExposureMapping(Exposure.NEIGHBOUR_SHARE, 0, Weighting.HAJEK, Randomisation.BERNOULLI, 99))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExposureMapping(
                        Exposure.NEIGHBOUR_COUNT, 1.5, Weighting.HAJEK, Randomisation.BERNOULLI, 99))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
