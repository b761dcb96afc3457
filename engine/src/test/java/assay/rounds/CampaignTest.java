package assay.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Rejections;
import assay.Sample;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of a campaign. */
class CampaignTest {

    private final Site site = new Site(1, OutcomeRange.UNBOUNDED);

    @Test
    void segmentsAreFoundOnceAndEvidenceComesLater() {
        Campaign campaign = Campaign.start(Site.DESIGN, TreeSegmentModel.standard());
        assertThat(campaign.segmentation()).isEmpty();
        campaign = campaign.record(site.log(campaign)).advance();
        Segmentation found = campaign.segmentation().orElseThrow();
        assertThat(found.count()).isGreaterThan(1);
        assertThat(campaign.read())
                .allSatisfy(segment -> assertThat(segment.arms())
                        .allSatisfy(arm -> assertThat(arm.effect()).isEmpty()));
        campaign = campaign.record(site.log(campaign)).advance();
        assertThat(campaign.segmentation().orElseThrow()).isSameAs(found);
        assertThat(campaign.read())
                .allSatisfy(segment -> assertThat(segment.arms())
                        .allSatisfy(arm -> assertThat(arm.effect()).isPresent()));
    }

    @Test
    void aLargeEffectGraduatesWhereItIs() {
        // The first variant is worth one standard deviation in half of the visitors: a z of 6 and more.
        Campaign campaign = site.run();
        assertThat(campaign.over()).isTrue();
        boolean any = false;
        for (SegmentReading segment : campaign.read()) {
            ArmReading second = segment.arms().get(1);
            assertThat(second.status()).isNotEqualTo(Status.GRADUATE);
            any |= segment.arms().get(0).status() == Status.GRADUATE;
        }
        assertThat(any).isTrue();
    }

    @Test
    void theSampleTellsWhatTheCampaignTells() {
        for (OutcomeRange range : List.of(OutcomeRange.UNBOUNDED, OutcomeRange.UNIT)) {
            Site visited = new Site(0.4, range);
            Campaign campaign = Campaign.start(Site.design(range), TreeSegmentModel.standard());
            List<RoundLog> logs = new ArrayList<>();
            while (!campaign.over()) {
                RoundLog log = visited.log(campaign);
                logs.add(log);
                campaign = campaign.record(log).advance();
            }
            Sample sample = CampaignSample.of(campaign, logs);
            Fit fit = CampaignEffects.standard().estimate(sample, new Philox(1, 0, 3));
            Rejections graduated = CampaignGraduation.standard().within(range).estimate(sample, new Philox(1, 0, 3));
            int at = 0;
            for (SegmentReading segment : campaign.read()) {
                for (ArmReading arm : segment.arms()) {
                    Estimate effect = arm.effect().orElseThrow();
                    Estimate term = fit.terms().get(at);
                    assertThat(term.term()).isEqualTo(effect.term());
                    assertThat(term.value()).isCloseTo(effect.value(), within(1e-9));
                    assertThat(term.stdError()).isCloseTo(effect.stdError(), within(1e-9));
                    assertThat(graduated.hypotheses().get(at).rejected()).isEqualTo(arm.status() == Status.GRADUATE);
                    at++;
                }
            }
            assertThat(at).isEqualTo(fit.terms().size());
        }
    }

    @Test
    void partsOfARoundAddUpInTheirOrder() {
        Campaign whole = Campaign.start(Site.DESIGN, TreeSegmentModel.standard());
        Campaign parts = whole;
        RoundLog first = site.log(parts, 0, 150);
        parts = parts.record(first);
        assertThat(parts.recorded()).isEqualTo(150);
        assertThat(parts.record(first)).isSameAs(parts);
        parts = parts.record(site.log(parts, 150, 400)).advance();
        whole = whole.record(site.log(whole)).advance();
        assertThat(parts.plan().propensities()).isDeepEqualTo(whole.plan().propensities());
    }

    @Test
    void stepsThatHaveNothingToDoChangeNothing() {
        Campaign campaign = Campaign.start(Site.DESIGN, TreeSegmentModel.standard());
        assertThat(campaign.advance()).isSameAs(campaign);
        Campaign over = site.run();
        assertThat(over.advance()).isSameAs(over);
    }

    @Test
    void rowsThatDoNotAgreeWithThePlanAreRefused() {
        Campaign start = Campaign.start(Site.DESIGN, TreeSegmentModel.standard());
        Campaign campaign = start.record(site.log(start)).advance();
        RoundLog log = site.log(campaign);
        assertThatThrownBy(() -> start.record(log))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("round 0 is under way");
        assertThatThrownBy(() -> campaign.record(changed(log, Change.PROPENSITY)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Row 3 records the chance");
        assertThatThrownBy(() -> campaign.record(changed(log, Change.SEGMENT)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("its covariates put it in");
        assertThatThrownBy(() -> campaign.record(changed(log, Change.ARM)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("no arm of the design");
        assertThatThrownBy(() -> campaign.record(changed(log, Change.CELL)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("control cell with arm");
        assertThatThrownBy(() -> changed(log, Change.OUTCOME))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("outcome of row 3");
        Campaign unit = Campaign.start(Site.design(OutcomeRange.UNIT), TreeSegmentModel.standard());
        assertThatThrownBy(() -> unit.record(site.log(unit)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("outside the range");
    }

    private enum Change {
        PROPENSITY,
        SEGMENT,
        ARM,
        CELL,
        OUTCOME
    }

    private static RoundLog changed(RoundLog log, Change change) {
        int n = log.size();
        int[] segment = new int[n];
        Cell[] cell = new Cell[n];
        int[] arm = new int[n];
        double[][] chances = new double[log.arms()][n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            segment[i] = log.segment(i);
            cell[i] = log.cell(i);
            arm[i] = log.arm(i);
            y[i] = log.outcome(i);
            for (int k = 0; k < chances.length; k++) {
                chances[k][i] = log.propensity(i, k);
            }
        }
        switch (change) {
            case PROPENSITY -> chances[1][2] += 0.01;
            case SEGMENT -> segment[2] = segment[2] == 0 ? 1 : 0;
            case ARM -> arm[2] = 3;
            case CELL -> {
                cell[2] = Cell.CONTROL;
                arm[2] = 2;
            }
            case OUTCOME -> y[2] = Double.NaN;
        }
        double[][] covariates =
                Arrays.stream(log.covariates()).map(double[]::clone).toArray(double[][]::new);
        return new RoundLog(log.round(), segment, cell, arm, chances, covariates, y);
    }
}
