package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Role;
import assay.certificate.BookState;
import assay.certificate.CellRole;
import assay.certificate.ClaimSpec;
import assay.certificate.CodeDigest;
import assay.certificate.OperatingCharacteristics;
import assay.certificate.Tier;
import assay.distribution.NormalDistribution;
import assay.experiment.DifferenceInMeans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

    private static final Set<Role> JOBS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.PROPENSITY);

    /** The page of the bar says nothing of tiers by hand. */
    @Test
    void theDefinitionOfTheBarStatesTheTiers() throws IOException {
        String root = System.getenv("ASSAY_ROOT");
        String page = Files.readString(Path.of(root == null ? ".." : root).resolve("site/content/bar.md"));
        assertThat(page).contains("{{tiers}}");
        assertThat(BookState.Margins.all())
                .extracting(BookState.Margins::coverageSlack)
                .containsExactly(0.01, 0.02, 0.03, 0.05);
        assertThat(BookState.Margins.all())
                .extracting(BookState.Margins::budget)
                .containsExactly(40_000, 10_000, 5_000, 2_000);
    }

    @Test
    void methodsAreFoundByTheirNames() {
        assertThat(Catalog.names())
                .isEqualTo(Catalog.methods().stream().map(Method::name).toList());
    }

    @Test
    void namesAreThoseOfTheField() {
        assertThat(Catalog.methods())
                .extracting(Method::name)
                .startsWith("difference-in-means", "ols", "lin", "ipw", "aipw", "dml-plr", "cluster-means")
                .contains(
                        "clustered-ols",
                        "wild-cluster-bootstrap",
                        "randomisation-inference",
                        "two-stage-least-squares",
                        "anderson-rubin",
                        "clustered-encouragement")
                .contains("group-time-att", "synthetic-did", "synthetic-control", "synthetic-placebo")
                .contains("cluster-randomised", "budget-split", "multiple-randomisation", "exposure-mapping")
                .contains("switchback-horvitz-thompson", "switchback-block-regression")
                .contains("always-valid", "always-valid-lin", "betting-confidence-sequence", "sequential-quantile")
                .contains("anytime-f", "sequential-srm")
                .contains("always-valid", "always-valid-lin", "betting-confidence-sequence", "sequential-quantile")
                .contains("anytime-f", "sequential-srm")
                .contains("group-sequential", "group-sequential-cuped", "group-sequential-clustered")
                .contains("holm", "hochberg", "dunnett", "benjamini-hochberg", "benjamini-yekutieli", "storey")
                .contains("e-bh", "lord", "saffron", "e-lond", "hash-assignment")
                .contains("sample-size-means", "sample-size-clusters", "conditional-estimate")
                .contains("causal-forest", "forest-ate", "gate", "rate", "cate-calibration", "cate-projection")
                .contains("dr-learner", "r-learner", "x-learner")
                .contains("ratio", "relative-lift", "cuped", "cuped-ratio", "mlrate", "quantile");
        assertThat(Catalog.find("lin")).isPresent();
        assertThat(Catalog.find("magic")).isEmpty();
    }

    static List<Method<?>> methods() {
        return Catalog.methods();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void everyHomeCellCarriesControlsAtTwoSizes(Method<?> method) {
        List<Cell<?>> home = new ArrayList<>(method.cells());
        home.removeIf(cell -> cell.role() != CellRole.HOME);
        assertThat(home.stream().map(cell -> cell.world().size()).distinct()).hasSizeGreaterThan(1);
        assertThat(home).allSatisfy(cell -> {
            List<Control.Kind> kinds = new ArrayList<>();
            cell.controls().forEach(control -> kinds.add(control.kind()));
            int mutants = kinds.lastIndexOf(Control.Kind.MUTANT) + 1;
            assertThat(mutants).isGreaterThanOrEqualTo(2);
            assertThat(kinds.subList(0, mutants)).containsOnly(Control.Kind.MUTANT);
            assertThat(kinds.subList(mutants, kinds.size() - 1)).isNotEmpty().containsOnly(Control.Kind.FOIL);
            assertThat(kinds.get(kinds.size() - 1)).isEqualTo(Control.Kind.ORACLE);
        });
        assertThat(method.realTable().isPresent())
                .isEqualTo(Catalog.fit(method.name()).isPresent()
                        && method.estimator().needs().contains(Role.ASSIGNMENT)
                        && JOBS.containsAll(method.estimator().needs()));
    }

    /** By the exact operating characteristics: what a mutant of an exact normal method scores, and what is refuted. */
    @ParameterizedTest
    @CsvSource({"A, 0.9", "B, 0.8"})
    void budgetsRefuteTheMutants(Tier tier, double factor) {
        double covered = 1 - 2 * NormalDistribution.survival(factor * 1.959963984540054);
        assertThat(refuted(FitClaim.COVERAGE, tier, covered)).isGreaterThan(0.99);
        assertThat(refuted(FitClaim.MEDIAN_BELOW, tier, NormalDistribution.survival(0.3)))
                .isGreaterThan(0.99);
    }

    private static double refuted(FitClaim claim, Tier tier, double p) {
        ClaimSpec spec = claim.spec(tier);
        return OperatingCharacteristics.of(
                        spec.evidence(), spec.epsilon(), spec.refuteEpsilon(), spec.maximum(), CellRunner.BATCH, p)
                .refuted();
    }

    @Test
    void certificatesDependOnNoCodeButTheirOwn() {
        CodeDigest code = CodeDigest.ofProject();
        assertThat(code.closure(Digests.PROCEDURE))
                .contains("assay.certificate.MixtureEvidence", "assay.harness.Replication", "assay.harness.Tally")
                .doesNotContain(
                        "assay.harness.Catalog",
                        "assay.harness.Certifier",
                        "assay.harness.Verifier",
                        "assay.experiment.Lin",
                        "assay.observational.Aipw");
        assertThat(code.closure(List.of(DifferenceInMeans.class)))
                .contains("assay.experiment.DifferenceInMeans", "assay.Fit")
                .doesNotContain("assay.experiment.Lin", "assay.observational.Aipw", "assay.dgp.Iid");
    }
}
