package assay.dgp.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Role;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.random.Streams;
import assay.rounds.Campaign;
import assay.rounds.RoundLog;
import assay.rounds.Segmentation;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

/** Campaigns as worlds. */
class CampaignWorldTest {

    private static final CampaignWorld WORLD = CampaignWorld.standard(4000, 0.5, Measure.GAUSSIAN);

    @Test
    void equalStreamsGiveEqualCampaigns() {
        Draw one = WORLD.draw(new Streams(3, 1));
        Draw other = WORLD.draw(new Streams(3, 1));
        assertThat(one.observed().outcome()).isEqualTo(other.observed().outcome());
        assertThat(one.truth().targets()).isEqualTo(other.truth().targets());
        assertThat(one.observed().size()).isEqualTo(4000);
        assertThat(one.observed().columns(Role.PROPENSITY)).hasSize(3);
    }

    @Test
    void withoutAnEffectNobodyGains() {
        for (Measure measure : Measure.values()) {
            GroundTruth truth = CampaignWorld.standard(4000, 0.3, measure)
                    .withEffect(0)
                    .draw(new Streams(3, 2))
                    .truth();
            assertThat(truth.nullHolds()).isTrue();
            assertThat(truth.hypotheses().effects()).isEmpty();
        }
    }

    @Test
    void theTruthIsTheMeanEffectOfTheVisitorsOfASegment() {
        // Among 200,000 visitors the mean of an indicator is within 5 standard errors of its expectation but for one
        // time in
        // 1.7 million; for 8 pairs, each at most 0.5 / sqrt(20,000) apart, 0.018.
        Rehearsal rehearsal = new CampaignWorld(200_000, 2, 3, 1, Response.STEP, Measure.GAUSSIAN, 0.05, 0.1, 1, 2)
                .rehearse(new Streams(4, 0));
        Segmentation segments = rehearsal.campaign().segmentation().orElseThrow();
        double[][] sum = new double[segments.count()][3];
        double[] count = new double[segments.count()];
        for (RoundLog log : rehearsal.logs()) {
            double[][] x = log.covariates();
            for (int i = 0; i < log.size(); i++) {
                int s = segments.segment(new double[] {x[0][i], x[1][i], x[2][i]});
                count[s]++;
                for (int k = 1; k < 3; k++) {
                    sum[s][k] += Response.STEP.gain(k, x[0][i], x[1][i]);
                }
            }
        }
        for (int s = 0; s < count.length; s++) {
            for (int k = 1; k < 3; k++) {
                assertThat(rehearsal.truth().targets())
                        .hasEntrySatisfying(
                                Campaign.term("variant-" + k, Segmentation.name(s)), valueNear(sum[s][k] / count[s]));
            }
        }
    }

    private static Condition<Double> valueNear(double value) {
        return new Condition<>(v -> Math.abs(v - value) < 0.018, "near " + value);
    }

    @Test
    void aChangeIsTheNullAtZeroOnly() {
        DriftingCampaign world = DriftingCampaign.standard(2400, 0.5, Shift.EFFECT);
        GroundTruth truth = world.draw(new Streams(5, 0)).truth();
        assertThat(truth.nullHolds()).isFalse();
        assertThat(truth.targets().get(DriftingCampaign.CHANGE)).isCloseTo(4, within(0.0));
        assertThat(world.withEffect(0).draw(new Streams(5, 0)).truth().nullHolds())
                .isTrue();
    }

    @Test
    void worldsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> WORLD.withSize(40)).hasMessageContaining("explore cell");
        assertThatThrownBy(() -> CampaignWorld.standard(4000, 0.9, Measure.CONVERSION))
                .hasMessageContaining("effect must be in");
        assertThatThrownBy(() -> DriftingCampaign.standard(2400, Double.NaN, Shift.LEVEL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WORLD.rehearse(
                        CampaignWorld.design(4000, 5, 4, Measure.GAUSSIAN, 0.05, 0.1, 1, 2), new Streams(1, 0)))
                .hasMessageContaining("cannot be rehearsed");
    }
}
