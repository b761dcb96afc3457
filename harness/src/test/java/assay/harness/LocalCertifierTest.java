package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Column;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.Draw;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Local certificates of simulated tables. Everything is keyed, so that every verdict here is fixed; with another key a
 * wrong one has probability at most 0.02 (Ville, certification.md J2).
 */
class LocalCertifierTest {

    private static final Progress QUIET = Progress.SILENT;
    private static final Method<Fit> WELCH =
            Method.ofFit("difference-in-means", "Difference in means", new DifferenceInMeans(), Tier.A);

    private static Sample normal(int size) {
        Philox random = new Philox(11, 0, 0);
        double[] y = new double[size];
        double[] t = new double[size];
        for (int i = 0; i < size; i++) {
            y[i] = 10 + random.nextGaussian();
            t[i] = i % 2;
        }
        return Sample.builder().outcome("y", y).assignment("t", t).build();
    }

    /** Spend of 3 in 100 rows, log-normal with a heavy tail, one row in eleven treated. */
    private static Sample spend(int size) {
        Philox random = new Philox(12, 0, 0);
        double[] y = new double[size];
        double[] t = new double[size];
        for (int i = 0; i < size; i++) {
            double gauss = random.nextGaussian();
            y[i] = random.nextDouble() < 0.03 ? Math.exp(3 + gauss) : 0;
            t[i] = i % 11 == 0 ? 1 : 0;
        }
        return Sample.builder().outcome("spend", y).assignment("t", t).build();
    }

    /** Forty clusters of 25 with an intra-cluster correlation of 0.2. */
    private static Sample clustered() {
        Philox random = new Philox(13, 0, 0);
        double[] y = new double[480];
        double[] t = new double[480];
        double[] g = new double[480];
        double shared = 0;
        for (int i = 0; i < y.length; i++) {
            shared = i % 12 == 0 ? Math.sqrt(0.2) * random.nextGaussian() : shared;
            y[i] = shared + Math.sqrt(0.8) * random.nextGaussian();
            g[i] = Math.floorDiv(i, 12);
            t[i] = g[i] % 2;
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.CLUSTER, "g", g)
                .build();
    }

    private static LocalCertificate certify(Sample sample, Tier tier, int threads) {
        return new LocalCertifier(threads, QUIET, Optional.empty())
                .certify(new LocalCertifier.Question(WELCH, "table", sample, Optional.of(tier), Optional.empty(), 1));
    }

    @Test
    void certifiesWhatIsValidWithItsControls() {
        LocalCertificate found = certify(normal(400), Tier.C, 2);
        assertThat(found.certificate().verdict()).as(found.reasons().toString()).isEqualTo(Verdict.CERTIFIED);
        assertThat(found.certificate().cells())
                .extracting(CellRecord::id)
                .containsExactly("none", "constant", "proportional", "heterogeneous", "zero-inflated");
        assertThat(found.certificate().cells())
                .allSatisfy(cell -> assertThat(cell.controls()).hasSize(3).allMatch(c -> c.holds()));
        assertThat(found.statement()).contains("400 rows").contains("0.92");
        assertThat(found.reasons()).isEmpty();
    }

    @Test
    void refutesWelchOnUnbalancedZeroInflatedSpend() {
        LocalCertificate found = certify(spend(2200), Tier.B, 2);
        assertThat(found.certificate().verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(found.reasons()).anyMatch(r -> r.contains("outcomes are not zero"));
        assertThat(found.skipped()).containsKey("lin");
    }

    @Test
    void refutesAMethodThatIgnoresClusters() {
        LocalCertificate found = certify(clustered(), Tier.C, 2);
        assertThat(found.design()).startsWith("clustered").contains("40 clusters");
        assertThat(found.certificate().verdict()).as(found.reasons().toString()).isEqualTo(Verdict.REFUTED);
        List<AaSeries> nulls = new AaSuite(new DifferenceInMeans(), clustered(), 0.05, 5000).run(2, 1, QUIET);
        assertThat(AaSuite.verdict(nulls)).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void neitherThreadsNorRowOrderMatter() {
        Sample sample = normal(60);
        int[] reversed = new int[60];
        for (int i = 0; i < 60; i++) {
            reversed[i] = 59 - i;
        }
        LocalCertificate one = certify(sample, Tier.D, 1);
        LocalCertificate two = certify(sample.rows(reversed), Tier.D, 2);
        assertThat(two.certificate().cells()).isEqualTo(one.certificate().cells());
        assertThat(two.alternatives()).isEqualTo(one.alternatives());
        AaSuite forward = new AaSuite(new DifferenceInMeans(), sample, 0.05, 2000);
        AaSuite backward = new AaSuite(new DifferenceInMeans(), sample.rows(reversed), 0.05, 2000);
        assertThat(backward.run(2, 5, QUIET).get(0).tests())
                .isEqualTo(forward.run(1, 5, QUIET).get(0).tests());
    }

    @Test
    void theTruthIsTheAverageOfWhatWasPlanted() {
        Sample sample = spend(500);
        LocalTrial trial = LocalTrial.of("table", sample, 1);
        Map<Plant, PlantedTable> worlds = trial.worlds(2);
        assertThat(worlds).containsOnlyKeys(Plant.values());
        for (PlantedTable world : worlds.values()) {
            double mean = 0;
            for (double effect : world.effects()) {
                mean += effect / 500;
            }
            Draw draw = world.draw(new Streams(1, 1));
            Estimator<Fit> estimator = new DifferenceInMeans();
            assertThat(draw.truth().value(estimator.target())).isEqualTo(world.average());
            assertThat(world.average()).isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-12));
            // Each row shows one of its two outcomes.
            double[] y = draw.observed().outcome();
            double[] t = draw.observed().numeric(Role.ASSIGNMENT);
            for (int i = 0; i < y.length; i++) {
                assertThat(y[i]).isEqualTo(world.baseline()[i] + t[i] * world.effects()[i]);
            }
        }
        assertThat(worlds.get(Plant.CONSTANT)).isNotNull().returns(2.0, PlantedTable::average);
    }

    @Test
    void zerosAndOnesStayZerosAndOnes() {
        double[] y = new double[300];
        double[] t = new double[300];
        for (int i = 0; i < 300; i++) {
            y[i] = i % 5 == 0 ? 1 : 0;
            t[i] = i % 2;
        }
        LocalTrial trial = LocalTrial.of(
                "table", Sample.builder().outcome("y", y).assignment("t", t).build(), 1);
        Map<Plant, PlantedTable> worlds = trial.worlds(0.1);
        assertThat(worlds).containsOnlyKeys(Plant.NONE, Plant.CONSTANT, Plant.PROPORTIONAL, Plant.HETEROGENEOUS);
        worlds.values()
                .forEach(world -> assertThat(
                                world.draw(new Streams(1, 0)).observed().outcome())
                        .containsOnly(0, 1));
    }

    @Test
    void mistakesAreToldBeforeAnythingRuns() {
        double[] flat = new double[20];
        double[] t = new double[20];
        t[0] = 1;
        t[1] = 1;
        Sample constant = Sample.builder().outcome("y", flat).assignment("t", t).build();
        assertThatThrownBy(() -> certify(constant, Tier.D, 1))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'y'");
        assertThatThrownBy(() -> new AaSuite(new DifferenceInMeans(), constant, 0.05, 100))
                .isInstanceOf(EstimationException.class);
        Sample three = Sample.builder()
                .outcome("y", new double[] {1, 2, 3, 4, 5, 6})
                .add(
                        Role.ASSIGNMENT,
                        new Column.Categorical("arm", new int[] {0, 1, 2, 0, 1, 2}, List.of("a", "b", "c")))
                .build();
        assertThatThrownBy(() -> certify(three, Tier.D, 1)).hasMessageContaining("--treated");
    }

    /** Six assignments can be enumerated: what share of them the interval covers in is known exactly. */
    @Test
    void coverageOnATinyTableIsThatOfItsAssignments() {
        double[] y = {1, 5, 2, 9};
        int covered = 0;
        for (int code = 0; code < 16; code++) {
            if (Integer.bitCount(code) == 2) {
                double[] t = {code & 1, code >> 1 & 1, code >> 2 & 1, code >> 3 & 1};
                Sample one = Sample.builder().outcome("y", y).assignment("t", t).build();
                Fit fit = new DifferenceInMeans().estimate(one, new Philox(1, 0, 0));
                covered += fit.estimate().inference().interval(0.95).contains(0) ? 1 : 0;
            }
        }
        Sample tiny = Sample.builder()
                .outcome("y", y)
                .assignment("t", new double[] {0, 1, 0, 1})
                .build();
        LocalCertificate found = certify(tiny, Tier.D, 1);
        assertThat(found.design()).contains("only 6 assignments");
        // A 99 % confidence sequence.
        CellRecord none = found.certificate().cells().get(0);
        assertThat(covered / 6.0)
                .isBetween(none.claims().get(0).csLow(), none.claims().get(0).csHigh());
    }

    @Test
    void severalMetricsAndArmsShareTheirAssignments() {
        int n = 300;
        int[] arm = new int[n];
        double[] a = new double[n];
        double[] b = new double[n];
        Philox random = new Philox(14, 0, 0);
        for (int i = 0; i < n; i++) {
            arm[i] = i % 3;
            a[i] = random.nextGaussian();
            b[i] = i % 4 == 0 ? 1 : 0;
        }
        Sample sample = Sample.builder()
                .outcome("a", a)
                .outcome("b", b)
                .add(Role.ASSIGNMENT, new Column.Categorical("arm", arm, List.of("x", "y", "z")))
                .build();
        List<AaSeries> found = new AaSuite(new DifferenceInMeans(), sample, 0.05, 300).run(2, 3, QUIET);
        assertThat(found)
                .extracting(one -> one.metric() + " " + one.contrast())
                .containsExactly("a y - x", "b y - x", "a z - x", "b z - x");
        assertThat(found).allMatch(one -> one.n() == 200 && one.tests().size() == 300);
        assertThat(found.get(0).distribution().tests()).isEqualTo(300);
    }
}
