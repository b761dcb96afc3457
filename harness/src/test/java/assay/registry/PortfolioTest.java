package assay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.certificate.Verdict;
import assay.decision.Action;
import assay.decision.AnalysisMode;
import assay.sequential.AnytimeT;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All experiments read together. */
class PortfolioTest {

    @TempDir
    Path folder;

    private ExperimentStore store;
    private Lifecycle lifecycle;

    @BeforeEach
    void open() {
        store = ExperimentStore.open(folder.resolve("store.duckdb"));
        lifecycle = new Lifecycle(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Contract launch(String id, double day, Optional<LaunchRequest.Place> place) {
        Contract contract = Plans.contract(Plans.plan(id, AnalysisMode.ALWAYS_VALID, "If, then.", 20_000, 1, true));
        LaunchRequest ready = LifecycleTest.ready();
        lifecycle.create(contract, Step.of(Plans.day(day), "ada"));
        lifecycle.launch(
                contract,
                new LaunchRequest(ready.rollbackOwner(), ready.reviewedBy(), ready.baseline(), ready.events(), place),
                method -> Optional.of(Verdict.CERTIFIED),
                Step.of(Plans.day(day), "ada").past("power", "a test"));
        return contract;
    }

    private void read(Contract contract, double effect, double day) {
        lifecycle.analyse(contract, Plans.analysis(contract.plan(), effect), Step.of(Plans.day(day), "ada"));
    }

    /** The formula of math.md B1 with nu = 19,998 and n = 20,000, written out. */
    @Test
    void theEvidenceIsTheExactTMixture() {
        read(launch("one", 0, Optional.empty()), 0.016, 3);
        PortfolioRow row = Portfolio.of(store, 0.05, Plans.day(4)).rows().get(0);
        double g = AnytimeT.optimalPriorUnits(20_000, 19_998, 0.05);
        double r = g / (g + 20_000);
        double t2 = 16;
        double expected =
                0.5 * Math.log(r) + 0.5 * 19_999 * (Math.log(1 + t2 / 19_998) - Math.log(1 + r * t2 / 19_998));
        assertThat(row.logE()).isCloseTo(expected, within(1e-9));
        assertThat(row.days()).isEqualTo(4);
        assertThat(row.effect().orElseThrow().value()).isEqualTo(0.016);
    }

    @Test
    void whatStandsDependsOnAllThatAreLive() {
        Contract strong = launch("strong", 0, Optional.empty());
        Contract middling = launch("middling", 1, Optional.empty());
        launch("unread", 2, Optional.empty());
        read(strong, 0.03, 3);
        read(middling, 0.0143, 3);
        List<PortfolioRow> rows = Portfolio.of(store, 0.05, Plans.day(4)).rows();
        assertThat(rows).extracting(row -> row.experiment().id()).containsExactly("strong", "middling", "unread");
        assertThat(rows).extracting(PortfolioRow::launch).containsExactly(1, 2, 3);
        // e-BH among three: the second needs 3 / (2 q) = 30; e-LOND gives the second 2 q gamma_2 = 2 * .05 * .0441,
        // 227.
        double e = Math.exp(rows.get(1).logE());
        assertThat(e).isBetween(30.0, 226.0);
        assertThat(rows).extracting(row -> row.live().orElseThrow()).containsExactly(true, true, false);
        assertThat(rows).extracting(PortfolioRow::online).containsExactly(true, false, false);
        assertThat(rows.get(2).logE()).isZero();
        // Decided experiments leave the live ones and keep their place in the order of launch.
        lifecycle.stop("strong", OptionalLong.empty(), Optional.empty(), Step.of(Plans.day(5), "ada"));
        lifecycle.analyse(strong, Plans.analysis(strong.plan(), 0.03), Step.of(Plans.day(6), "ada"));
        lifecycle.decide(Plans.record(strong.plan(), Action.SHIP_GLOBAL, 0.03), strong, Plans.day(7), "ada");
        List<PortfolioRow> later = Portfolio.of(store, 0.05, Plans.day(8)).rows();
        assertThat(later.get(0).live()).isEmpty();
        assertThat(later.get(0).online()).isTrue();
        assertThat(later.get(0).decision().orElseThrow().action()).isEqualTo(Action.SHIP_GLOBAL);
        // Of two live ones it needs 2 / (1 q) = 40 alone.
        assertThat(later.get(1).live()).contains(e >= 40);
    }

    @Test
    void mutualExclusionIsKnown() {
        launch("left", 0, Optional.of(new LaunchRequest.Place("ui", 0, 4999)));
        launch("right", 0, Optional.of(new LaunchRequest.Place("ui", 5000, 9999)));
        launch("free", 0, Optional.empty());
        assertThat(Portfolio.of(store, 0.05, Plans.day(1)).rows())
                .extracting(row -> String.join(" ", row.sharesUsersWith()))
                .containsExactly("free", "free", "left right");
    }

    @Test
    void anEmptyStoreHasAnEmptyPortfolio() {
        assertThat(Portfolio.of(store, 0.05, Plans.day(0)).rows()).isEmpty();
        assertThat(Portfolio.of(store, 0.05, Plans.day(0)).guarantee()).contains("at most 0.05");
    }
}
