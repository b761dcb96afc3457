package assay.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchbackDesignTest {

    /** T = 12 and m = 2: Bojinov, Simchi-Levi and Zhao (2023) toss in periods 1, 2m + 1, 3m + 1, 4m + 1. */
    @Test
    void theMinimaxDesignTossesWhereThePaperSays() {
        assertThat(SwitchbackDesign.minimax(12, 2).starts()).containsExactly(1, 5, 7, 9);
        assertThat(SwitchbackDesign.minimax(12, 3).starts()).containsExactly(1, 7);
        assertThat(SwitchbackDesign.minimax(15, 3).starts()).containsExactly(1, 7, 10);
        assertThat(SwitchbackDesign.minimax(6, 1).starts()).containsExactly(1, 3, 4, 5);
        assertThat(SwitchbackDesign.minimax(4, 0).starts()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aHorizonThatIsNoMultipleLengthensTheLastBlock() {
        assertThat(SwitchbackDesign.minimax(13, 2).starts()).containsExactly(1, 5, 7, 9);
        assertThat(SwitchbackDesign.minimax(13, 2).blockOfPeriod())
                .containsExactly(0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 3);
    }

    @Test
    void blocksOfOneLength() {
        assertThat(SwitchbackDesign.regular(7, 3).blockOfPeriod()).containsExactly(0, 0, 0, 1, 1, 1, 2);
        assertThat(SwitchbackDesign.regular(7, 3).blocks()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 0.5", "5, 2, 0.25", "6, 2, 0.25", "7, 2, 0.25", "12, 2, 0.5", "12, 0, 0.5", "9, 5, 0.0625"})
    void theChanceOfAConstantWindow(int period, int order, double chance) {
        SwitchbackDesign design = SwitchbackDesign.minimax(12, 2);
        assertThat(design.constantProbability(period, order, 1, 0.5)).isEqualTo(chance);
        assertThat(design.constantProbability(period, order, 0, 0.5)).isEqualTo(chance);
    }

    @Test
    void anUnfairCoinFavoursOneArm() {
        SwitchbackDesign design = SwitchbackDesign.regular(12, 2);
        assertThat(design.constantProbability(4, 2, 1, 0.3)).isCloseTo(0.09, within(1e-15));
        assertThat(design.constantProbability(4, 2, 0, 0.3)).isCloseTo(0.49, within(1e-15));
    }

    @Test
    void armsAreConstantWithinBlocks() {
        SwitchbackDesign design = SwitchbackDesign.minimax(40, 3);
        double[] arm = design.draw(new Philox(1, 0, 1), 0.5);
        int[] of = design.blockOfPeriod();
        for (int t = 1; t < arm.length; t++) {
            assertThat(of[t] > of[t - 1] || arm[t] == arm[t - 1]).isTrue();
        }
        assertThat(arm).contains(0, 1);
    }

    /** Where every outcome is at the bound, (T - m)^2 Var is 16 m^2 K of K + 1 window groups: 4 C^2 each, in math.md D4. */
    @Test
    void theWorstCaseIsThatOfOutcomesAtTheBound() {
        double windows = 12 - 2;
        assertThat(SwitchbackDesign.minimax(12, 2).worstCase(2, 1))
                .isCloseTo(16 * 4 * 4 / (windows * windows), within(1e-12));
        assertThat(SwitchbackDesign.minimax(12, 2).worstCase(2, 3))
                .isCloseTo(9 * 16 * 4 * 4 / (windows * windows), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"24, 0", "24, 1", "36, 2", "60, 4"})
    void theBestDesignForAGuessIsTheMinimaxOne(int horizon, int order) {
        assertThat(SwitchbackDesign.best(horizon, order)).isEqualTo(SwitchbackDesign.minimax(horizon, order));
    }

    @Test
    void whatIsNoDesignIsRefused() {
        assertThatThrownBy(() -> new SwitchbackDesign(10, List.of(2, 4))).hasMessageContaining("period 1");
        assertThatThrownBy(() -> new SwitchbackDesign(10, List.of(1, 4, 4))).hasMessageContaining("later and later");
        assertThatThrownBy(() -> new SwitchbackDesign(10, List.of(1, 11))).hasMessageContaining("up to 10");
        assertThatThrownBy(() -> SwitchbackDesign.minimax(11, 3)).hasMessageContaining("horizon must be at least 12");
        assertThatThrownBy(() -> SwitchbackDesign.regular(10, 0)).hasMessageContaining("block length");
        assertThatThrownBy(() -> SwitchbackDesign.regular(10, 2).constantProbability(2, 2, 1, 0.5))
                .hasMessageContaining("must end in 3 to 10");
        assertThatThrownBy(() -> SwitchbackDesign.regular(10, 2).worstCase(10, 1))
                .hasMessageContaining("below the horizon");
    }
}
