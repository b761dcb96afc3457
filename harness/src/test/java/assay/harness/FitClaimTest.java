package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitClaimTest {

    private static double score(FitClaim claim, double value, double truth) {
        Fit fit = new Fit(
                List.of(Estimate.normal(Estimand.ATE, "1 - 0", value, 1)),
                new Glance("m", "v", 4, 2, 2, 0, 0, Map.of()),
                List.of());
        return claim.score(fit, new GroundTruth(Map.of(Estimand.ATE, truth), null));
    }

    @Test
    void scoresByHand() {
        // The 95 % interval of 3 +- 1.96 is [1.04, 4.96].
        assertThat(score(FitClaim.COVERAGE, 3, 1)).isZero();
        assertThat(score(FitClaim.COVERAGE, 3, 1.05)).isOne();
        assertThat(score(FitClaim.LOWER_TAIL, 3, 1)).isZero();
        assertThat(score(FitClaim.LOWER_TAIL, 3, 9)).isOne();
        assertThat(score(FitClaim.UPPER_TAIL, 3, 5)).isZero();
        assertThat(score(FitClaim.UPPER_TAIL, 3, -9)).isOne();
        assertThat(score(FitClaim.AA_SIZE, 1.9, 0)).isOne();
        assertThat(score(FitClaim.AA_SIZE, 2.0, 0)).isZero();
    }

    @Test
    void tiesCountForBothMedians() {
        assertThat(score(FitClaim.MEDIAN_ABOVE, 2, 2)).isOne();
        assertThat(score(FitClaim.MEDIAN_BELOW, 2, 2)).isOne();
        assertThat(score(FitClaim.MEDIAN_ABOVE, 1.9, 2)).isZero();
        assertThat(score(FitClaim.MEDIAN_BELOW, 2.1, 2)).isZero();
    }

    @Test
    void thresholdsByTier() {
        assertThat(FitClaim.all())
                .extracting(c -> c.spec(Tier.A).threshold())
                .containsExactly(0.94, 0.965, 0.965, 0.47, 0.47, 0.94);
        assertThat(FitClaim.all())
                .extracting(c -> c.spec(Tier.B).threshold())
                .containsExactly(0.93, 0.96, 0.96, 0.45, 0.45, 0.93);
        assertThat(FitClaim.COVERAGE.spec(Tier.A).statement())
                .isEqualTo("The 95% interval holds the truth in more than 0.94 of samples.");
        assertThat(FitClaim.COVERAGE.spec(Tier.A).refuteEpsilon()).isEqualTo(5e-7);
    }
}
