package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against R 4.2.2 on mtcars: mean, sd, summary(lm(mpg ~ wt + hp))$r.squared, and anova(lm(mpg ~ factor(carb))). */
class PilotMomentsTest {

    private static final double[] MPG = {
        21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4,
        33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4
    };
    private static final double[] WT = {
        2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.2,
        1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78
    };
    private static final double[] HP = {
        110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65, 97, 150, 150, 245,
        175, 66, 91, 113, 264, 175, 335, 109
    };
    private static final int[] CARB = {
        4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2
    };

    @Test
    void momentsOfAnOutcome() {
        PilotMoments moments = PilotMoments.of(MPG);
        assertThat(moments.mean()).isCloseTo(20.090625, within(1e-12));
        assertThat(moments.sd()).isCloseTo(6.0269480520891, within(1e-12));
        assertThat(moments.skewness()).isCloseTo(0.640439864031885, within(1e-12));
        assertThat(PilotMoments.rSquared(MPG, new double[][] {WT, HP})).isCloseTo(0.826785451882791, within(1e-12));
    }

    @Test
    void momentsOfClusters() {
        int[] cluster = new int[CARB.length];
        int[] order = {0, 0, 1, 2, 3, 0, 4, 0, 5};
        for (int i = 0; i < cluster.length; i++) {
            cluster[i] = order[CARB[i]];
        }
        PilotMoments.ClusterMoments moments = PilotMoments.clusters(MPG, cluster, 6);
        assertThat(moments.icc()).isCloseTo(0.398344168419396, within(1e-12));
        assertThat(moments.sizeCv()).isCloseTo(0.723489806424389, within(1e-12));
        assertThat(moments.meanSize()).isCloseTo(32 / 6.0, within(1e-12));
    }

    @Test
    void whatCannotBePlannedFromIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PilotMoments.of(new double[] {1, 1, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> PilotMoments.of(new double[] {1, 2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PilotMoments.clusters(new double[] {1, 2, 3}, new int[] {0, 1, 2}, 3));
    }
}
