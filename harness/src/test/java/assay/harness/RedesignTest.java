package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.EstimationException;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a design keeps, it keeps in every assignment. */
class RedesignTest {

    private static Sample.Builder table(double... arm) {
        double[] y = new double[arm.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (i * 7) % 5;
        }
        return Sample.builder().outcome("y", y).assignment("t", arm);
    }

    private static double[] column(int size, java.util.function.IntToDoubleFunction of) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = of.applyAsDouble(i);
        }
        return values;
    }

    private static double sum(double[] drawn, java.util.function.IntPredicate where) {
        double sum = 0;
        for (int i = 0; i < drawn.length; i++) {
            sum += where.test(i) ? drawn[i] : 0;
        }
        return sum;
    }

    @Test
    void simpleKeepsCountsAndDrawsEveryAssignmentAlike() {
        Redesign design = Redesign.of(table(0, 1, 0, 1, 0).build());
        assertThat(design.words()).startsWith("simple").contains("3 '0', 2 '1'").contains("only 10 assignments");
        assertThat(Math.exp(design.logAssignments())).isCloseTo(10, within(1e-9));
        int[] seen = new int[32];
        for (int r = 0; r < 20_000; r++) {
            double[] drawn = design.draw(new Philox(1, r, 1));
            int code = 0;
            for (double d : drawn) {
                code = 2 * code + (int) d;
            }
            assertThat(Integer.bitCount(code)).isEqualTo(2);
            seen[code]++;
        }
        // Ten assignments of 2000 +- 42 each: 5 standard deviations, false alarm under 1e-5 for all ten.
        for (int code = 0; code < 32; code++) {
            if (Integer.bitCount(code) == 2) {
                assertThat((double) seen[code]).isCloseTo(2000, within(215.0));
            }
        }
    }

    @Test
    void strataKeepTheirCounts() {
        double[] arm = column(40, i -> i < 10 ? (i < 8 ? 1 : 0) : (i % 3 == 0 ? 1 : 0));
        Redesign design = Redesign.of(table(arm)
                .add(Role.STRATUM, "s", column(40, i -> i < 10 ? 1 : 2))
                .build());
        assertThat(design.words()).startsWith("stratified").contains("2 strata");
        for (int r = 0; r < 50; r++) {
            double[] drawn = design.draw(new Philox(2, r, 1));
            assertThat(sum(drawn, i -> i < 10)).isEqualTo(8);
            assertThat(sum(drawn, i -> i >= 10)).isEqualTo(sum(arm, i -> i >= 10));
        }
    }

    @Test
    void clustersMoveAsAWhole() {
        double[] cluster = column(60, i -> Math.floorDiv(i, 6));
        double[] arm = column(60, i -> (i / 6) % 2);
        Redesign design = Redesign.of(table(arm)
                .add(Role.CLUSTER, "g", cluster)
                .add(Role.STRATUM, "s", column(60, i -> i / 6 < 4 ? 0 : 1))
                .build());
        assertThat(design.words()).startsWith("stratified clusters").contains("10 clusters");
        for (int r = 0; r < 50; r++) {
            double[] drawn = design.draw(new Philox(3, r, 1));
            for (int i = 0; i < 60; i++) {
                assertThat(drawn[i]).isEqualTo(drawn[i / 6 * 6]);
            }
            assertThat(sum(drawn, i -> i / 6 < 4)).isEqualTo(12);
        }
    }

    @Test
    void aClusterInTwoArmsIsNamed() {
        Sample.Builder table = table(0, 1, 1, 1, 0, 0)
                .add(
                        Role.CLUSTER,
                        new Column.Categorical("shop", new int[] {0, 0, 1, 1, 2, 2}, List.of("a", "b", "c")));
        assertThatThrownBy(() -> Redesign.of(table.build()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("shop");
    }

    @Test
    void strataThatCutClustersAreRefused() {
        Sample sample = table(0, 0, 1, 1)
                .add(Role.CLUSTER, "g", new double[] {1, 1, 2, 2})
                .add(Role.STRATUM, "s", new double[] {1, 2, 1, 2})
                .build();
        assertThatThrownBy(() -> Redesign.of(sample)).hasMessageContaining("Stratum 's' differs within '1'");
    }

    @Test
    void periodsOfOneArmAreDrawnAsAWhole() {
        double[] time = column(40, i -> Math.floorDiv(i, 5));
        Redesign design = Redesign.of(
                table(column(40, i -> (i / 5) % 2)).add(Role.TIME, "day", time).build());
        assertThat(design.words()).startsWith("switchback").contains("8 periods");
        double[] drawn = design.draw(new Philox(4, 0, 1));
        for (int i = 0; i < 40; i++) {
            assertThat(drawn[i]).isEqualTo(drawn[i / 5 * 5]);
        }
    }

    @Test
    void cellsOfClusterAndPeriodAreDrawnAsAWhole() {
        Redesign design = Redesign.of(table(column(48, i -> (i / 4 + i / 16) % 2))
                .add(Role.CLUSTER, "city", column(48, i -> Math.floorDiv(i, 16)))
                .add(Role.TIME, "hour", column(48, i -> i / 4 % 4))
                .build());
        assertThat(design.words()).startsWith("switchback").contains("12 cells of cluster and period");
        double[] drawn = design.draw(new Philox(5, 1, 1));
        for (int i = 0; i < 48; i++) {
            assertThat(drawn[i]).isEqualTo(drawn[i / 4 * 4]);
        }
    }

    /** One in ten on the first day, half on the second: a ramp stays a ramp. */
    @Test
    void armsThatVaryWithinPeriodsKeepTheRamp() {
        double[] arm = column(40, i -> i < 20 ? (i < 2 ? 1 : 0) : i % 2);
        Redesign design = Redesign.of(table(arm)
                .add(Role.TIME, "day", column(40, i -> Math.floorDiv(i, 20)))
                .build());
        assertThat(design.words()).startsWith("by time").contains("2 periods");
        for (int r = 0; r < 20; r++) {
            double[] drawn = design.draw(new Philox(6, r, 1));
            assertThat(sum(drawn, i -> i < 20)).isEqualTo(2);
            assertThat(sum(drawn, i -> i >= 20)).isEqualTo(10);
        }
        assertThat(design.probability(1)[0]).isEqualTo(0.1);
        assertThat(design.probability(1)[39]).isEqualTo(0.5);
    }

    @Test
    void threeArmsAreDrawnAtOnce() {
        int[] codes = {2, 0, 1, 1, 0, 2, 2};
        Sample sample = Sample.builder()
                .outcome("y", column(7, i -> i))
                .add(Role.ASSIGNMENT, new Column.Categorical("arm", codes, List.of("none", "mail", "call")))
                .build();
        Redesign design = Redesign.of(sample);
        assertThat(design.arms()).containsExactly("none", "mail", "call");
        double[] drawn = design.draw(new Philox(7, 3, 1));
        assertThat(sum(drawn, i -> drawn[i] == 1)).isEqualTo(2);
        assertThat(sum(drawn, i -> drawn[i] == 2)).isEqualTo(6);
    }

    @Test
    void aDesignWithoutAChoiceIsRefused() {
        Sample told = table(0, 0, 1, 1)
                .add(Role.STRATUM, "s", new double[] {1, 1, 2, 2})
                .build();
        assertThatThrownBy(() -> Redesign.of(told)).hasMessageContaining("no other assignment");
        assertThatThrownBy(() -> Redesign.of(table(1, 1, 1).build())).hasMessageContaining("'1' in every row");
        assertThatThrownBy(() -> Redesign.of(table(1, 2, 3, 4, 5, 6).build()))
                .hasMessageContaining("those are no arms");
    }

    @Test
    void oneClusterForEachArmLeavesTwoAssignments() {
        Redesign design = Redesign.of(table(0, 0, 1, 1)
                .add(Role.CLUSTER, "g", new double[] {1, 1, 2, 2})
                .build());
        assertThat(design.words()).contains("only 2 assignments are possible");
    }
}
