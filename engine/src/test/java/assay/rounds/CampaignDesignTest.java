package assay.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a design and a plan refuse. */
class CampaignDesignTest {

    private static final CampaignDesign DESIGN = Site.DESIGN;

    @Test
    void schedulesGiveSizes() {
        assertThat(RoundSizes.fixed(3, 10)).containsExactly(10, 10, 10);
        assertThat(RoundSizes.geometric(3, 50, 2)).containsExactly(50, 100, 200);
        assertThat(RoundSizes.shared(3, 10)).containsExactly(3, 3, 4);
        assertThatThrownBy(() -> RoundSizes.geometric(40, 1000, 2)).hasMessageContaining("lower the growth");
    }

    @Test
    void floorsCannotBeNone() {
        assertThatThrownBy(() -> new CellFloors(0, 0.1)).hasMessageContaining("must be above 0");
        assertThatThrownBy(() -> new CellFloors(0.6, 0.5)).hasMessageContaining("sum to at most 1");
        assertThatThrownBy(() -> new CellFloors(Double.NaN, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noScheduleCanStarveTheExploreCell() {
        assertThatThrownBy(() -> new CampaignDesign(
                        DESIGN.arms(),
                        DESIGN.covariates(),
                        List.of(400, 20, 400),
                        DESIGN.floors(),
                        DESIGN.segments(),
                        DESIGN.outcome(),
                        DESIGN.levels()))
                .hasMessageContaining("round 1 of 20 visitors")
                .hasMessageContaining("plan a larger round");
    }

    @Test
    void aCampaignNeedsARoundOfEvidence() {
        assertThatThrownBy(() -> new CampaignDesign(
                        DESIGN.arms(),
                        DESIGN.covariates(),
                        List.of(400, 400),
                        DESIGN.floors(),
                        new SegmentRule(2, 2, 0.1),
                        DESIGN.outcome(),
                        DESIGN.levels()))
                .hasMessageContaining("leaves no round as evidence");
    }

    @Test
    void aPlanBelowItsFloorsIsRefused() {
        double[][] even = {{1 / 3.0, 1 / 3.0, 1 / 3.0}};
        assertThatThrownBy(() -> new RoundPlan(DESIGN, 1, 0.05, 0.2, even))
                .hasMessageContaining("below its floor of 0.1");
        assertThatThrownBy(() -> new RoundPlan(DESIGN, 1, 0.1, 0.1, even))
                .hasMessageContaining("below its floor of 0.2");
        assertThatThrownBy(() -> new RoundPlan(DESIGN, 1, 0.1, 0.2, new double[][] {{0.5, 0.6, -0.1}}))
                .hasMessageContaining("segment 1 of round 1");
        assertThatThrownBy(() -> new RoundPlan(DESIGN, 9, 0.1, 0.2, even)).hasMessageContaining("no round 9");
    }

    @Test
    void lotsAreDrawnWithTheRecordedChances() {
        RoundPlan plan = new RoundPlan(DESIGN, 1, 0.1, 0.2, new double[][] {{0.1, 0.7, 0.2}, {0.5, 0, 0.5}});
        int grid = 1000;
        for (int s = 0; s < 2; s++) {
            double[] share = new double[3];
            for (int i = 0; i < grid; i++) {
                for (int j = 0; j < grid; j++) {
                    share[plan.arm(plan.cell((i + 0.5) / grid), s, (j + 0.5) / grid)] += 1.0 / grid / grid;
                }
            }
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                assertThat(share[k]).isCloseTo(plan.propensity(s, k), within(2e-3));
                sum += plan.propensity(s, k);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
        assertThat(plan.propensity(0, 0)).isCloseTo(0.1 + 0.2 / 3 + 0.7 * 0.1, within(1e-15));
    }

    @Test
    void discoveryKeepsBothFloors() {
        RoundPlan plan = RoundPlan.discovery(DESIGN, 0);
        assertThat(plan.weight(Cell.CONTROL)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(plan.weight(Cell.EXPLORE)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(plan.weight(Cell.OPTIMISED)).isCloseTo(0, within(1e-12));
        assertThat(plan.cell(Math.nextDown(1.0))).isEqualTo(Cell.EXPLORE);
    }
}
