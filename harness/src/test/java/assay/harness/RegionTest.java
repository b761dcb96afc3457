package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Clusters;
import assay.Column;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.dgp.Clustered;
import assay.dgp.CovariateWorld;
import assay.dgp.Iid;
import assay.dgp.Surface;
import assay.experiment.ClusterMeans;
import assay.experiment.DifferenceInMeans;
import assay.experiment.RegressionAdjustment;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Data of unseen shapes against a certified region. */
class RegionTest {

    private static final Region.Shape SMALL = shape("small", 400, 500, 0, 1, 0.1);
    private static final Region.Shape LARGE = shape("large", 2000, 2100, 0, 3, 0.4);
    private static final Region REGION = new Region(List.of(SMALL, LARGE), List.of());

    private static Region.Shape shape(String cell, double n, double most, double low, double skewness, double arm) {
        return new Region.Shape(
                cell,
                0.8,
                Map.of(
                        "rows", new Interval(n, most),
                        "smaller_arm_share", new Interval(arm, 0.5),
                        "covariates", new Interval(0, 5),
                        "outcome_skewness", new Interval(low, skewness),
                        "zero_share", new Interval(0, 0),
                        "effect_over_se", new Interval(4, 20)));
    }

    private static Map<String, Double> data(double rows, double arm, double skewness, double zeros, double effect) {
        Map<String, Double> data = new LinkedHashMap<>();
        data.put("rows", rows);
        data.put("smaller_arm_share", arm);
        data.put("covariates", 0.0);
        data.put("outcome_skewness", skewness);
        data.put("zero_share", zeros);
        data.put("effect_over_se", effect);
        return data;
    }

    private static Map<String, Double> describe(Sample sample) {
        return Descriptors.of(sample, new DifferenceInMeans().estimate(sample, new Philox(1, 0, 3)));
    }

    @Test
    void insideIsWithinTheHullAndOnTheEasierSide() {
        Region.Check check = REGION.check(data(450, 0.5, 0, 0, 0.3));
        assertThat(check.status()).isEqualTo(Region.Status.INSIDE);
        assertThat(check.outside()).isEmpty();
        assertThat(check.findings()).allMatch(f -> f.status() == Region.Status.INSIDE);
    }

    @Test
    void outsideSaysWhichAndByHowMuch() {
        Region.Check check = REGION.check(data(5000, 0.02, 4, 0, 30));
        assertThat(check.status()).isEqualTo(Region.Status.OUTSIDE);
        assertThat(check.outside())
                .containsExactly(
                        "rows is 5000, certified from 400 to 2100: 2900 above, 171 % of the range",
                        "smaller arm share is 0.020, certified from 0.100 to 0.500: 0.080 below, 20 % of the range",
                        "outcome skewness is 4, certified from 0 to 3: 1 above, 33 % of the range",
                        "effect over its standard error is 30, certified from 4 to 20: 10 above, 63 % of the range");
    }

    @Test
    void fewerRowsThanCertifiedAreOutsideToo() {
        assertThat(REGION.check(data(399, 0.5, 0, 0, 5)).outside())
                .containsExactly("rows is 399, certified from 400 to 2100: 1 below, 0 % of the range");
    }

    @Test
    void allZerosBeyondARangeThatIsAPoint() {
        Region.Check check = REGION.check(data(450, 0.5, 0, 1, 0));
        assertThat(check.outside()).containsExactly("zero share is 1, certified from 0 to 0: 1 above");
        assertThat(check.findings().get(4).share()).isInfinite();
    }

    @Test
    void whatNoCellHasIsUnknownUnlessSomethingElseIsOutside() {
        Map<String, Double> data = data(450, 0.5, 0, 0, 5);
        data.put("clusters", 20.0);
        data.put("compliance", 0.6);
        Region.Check check = REGION.check(data);
        assertThat(check.status()).isEqualTo(Region.Status.UNKNOWN);
        assertThat(check.outside()).isEmpty();
        assertThat(check.unknown())
                .containsExactly(
                        "clusters is 20, and no certified cell has such data",
                        "compliance is 0.600, and no certified cell has such data");
        data.put("rows", 1.0);
        assertThat(REGION.check(data).status()).isEqualTo(Region.Status.OUTSIDE);
    }

    @Test
    void betweenCellsARefutationThatTheDataLookLikeIsNamed() {
        // Small and lopsided is certified, large and skewed is certified; small and skewed was refuted.
        Region region = new Region(List.of(SMALL, LARGE), List.of(shape("skewed", 400, 900, 2, 3, 0.1)));
        Region.Check between = region.check(data(600, 0.2, 2.5, 0, 5));
        assertThat(between.status()).isEqualTo(Region.Status.OUTSIDE);
        assertThat(between.outside())
                .containsExactly("these data look like skewed, where the method is refuted: coverage 0.800");
        assertThat(region.check(data(600, 0.2, 0.5, 0, 5)).status()).isEqualTo(Region.Status.INSIDE);
        assertThat(region.check(data(1900, 0.45, 2.5, 0, 5)).status()).isEqualTo(Region.Status.INSIDE);
    }

    @Test
    void withoutCertifiedCellsNothingIsKnown() {
        Region.Check check = new Region(List.of(), List.of()).check(data(450, 0.5, 0, 0, 5));
        assertThat(check.status()).isEqualTo(Region.Status.UNKNOWN);
    }

    @Test
    void descriptorsOfPlainData() {
        Map<String, Double> plain =
                describe(Iid.standard(500).draw(new Streams(1, 0)).observed());
        assertThat(plain)
                .containsOnlyKeys(
                        "rows", "smaller_arm_share", "covariates", "outcome_skewness", "zero_share", "effect_over_se");
        assertThat(plain).containsEntry("rows", 500.0).containsEntry("covariates", 0.0);
    }

    @Test
    void descriptorsCountZerosAndCovariates() {
        Sample sample = CovariateWorld.randomised(100, Surface.LINEAR)
                .draw(new Streams(1, 0))
                .observed();
        double[] y = sample.outcome().clone();
        Arrays.fill(y, 0, 25, 0);
        Sample zeros = sample.with(Role.OUTCOME, new Column.Numeric("y", y));
        Map<String, Double> data =
                Descriptors.of(zeros, RegressionAdjustment.standard().estimate(zeros, new Philox(1, 0, 3)));
        assertThat(data).containsEntry("zero_share", 0.25).containsEntry("covariates", 5.0);
    }

    @Test
    void descriptorsOfClusters() {
        Sample sample =
                new Clustered(400, 20, 0, 0.2, 1, 2).draw(new Streams(2, 0)).observed();
        Map<String, Double> data = Descriptors.of(sample, new ClusterMeans().estimate(sample, new Philox(1, 0, 3)));
        assertThat(data)
                .containsEntry("clusters", 400.0)
                .containsEntry("mean_cluster_size", 20.0)
                .containsEntry("cluster_size_variation", 0.0);
        // Its standard error is about (1 - r)(1 + 19 r) sqrt(2 / (20 * 19 * 400)) = 0.014; five of them: 6e-7.
        assertThat(data.get("intracluster_correlation")).isCloseTo(0.2, within(0.07));
    }

    /**
     * Residuals about arm means are +-2 +-1 in four clusters of two, two of them treated: MSB = 2 * 4 * 4 / 2 = 16, MSW = 8 *
     * 1 / 4 = 2, m0 = 2, so that the correlation is 14 / 18.
     */
    @Test
    void intraClusterCorrelationByHand() {
        double[] y = {13, 11, 9, 7, 3, 1, -1, -3};
        double[] t = {1, 1, 1, 1, 0, 0, 0, 0};
        double[] g = {1, 1, 2, 2, 3, 3, 4, 4};
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.CLUSTER, "g", g)
                .build();
        assertThat(Dependence.icc(y, TwoArms.of(sample), Clusters.of(sample))).isCloseTo(14 / 18.0, within(1e-14));
    }

    @Test
    void complianceWhereSomeDoNotComply() {
        Sample sample = Iid.standard(500).draw(new Streams(1, 0)).observed();
        double[] t = sample.numeric(Role.ASSIGNMENT);
        Sample all = sample.with(Role.TREATMENT, new Column.Numeric("d", t));
        assertThat(describe(all)).doesNotContainKey("compliance");
        // Every second of those assigned to treatment takes it, none of the others.
        double[] d = IntStream.range(0, t.length).mapToDouble(i -> 0).toArray();
        int treated = 0;
        int takers = 0;
        for (int i = 0; i < t.length; i++) {
            if (t[i] == 1 && treated++ % 2 == 0) {
                d[i] = 1;
                takers++;
            }
        }
        Sample some = sample.with(Role.TREATMENT, new Column.Numeric("d", d));
        assertThat(describe(some).get("compliance")).isEqualTo(takers / (double) treated);
    }
}
