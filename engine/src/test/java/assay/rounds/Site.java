package assay.rounds;

import assay.random.Philox;
import java.util.List;

/** Visitors of a site on which the first variant helps where x is at least 0.5. */
final class Site {

    static final CampaignDesign DESIGN = design(OutcomeRange.UNBOUNDED);

    private final double effect;
    private final OutcomeRange range;

    Site(double effect, OutcomeRange range) {
        this.effect = effect;
        this.range = range;
    }

    static CampaignDesign design(OutcomeRange range) {
        return new CampaignDesign(
                List.of("control", "a", "b"),
                List.of("x", "z"),
                List.of(400, 300, 300, 300),
                new CellFloors(0.1, 0.2),
                new SegmentRule(1, 2, 0.1),
                range,
                CampaignLevels.standard());
    }

    /** The rows of the round under way from a row on. */
    RoundLog log(Campaign campaign, int from, int to) {
        RoundPlan plan = campaign.plan();
        Philox random = new Philox(7, plan.round(), 0);
        int n = to - from;
        int[] segment = new int[n];
        Cell[] cell = new Cell[n];
        int[] arm = new int[n];
        double[][] chances = new double[plan.arms().size()][n];
        double[][] x = new double[2][n];
        double[] y = new double[n];
        for (int row = 0; row < to; row++) {
            double[] visitor = {Math.floor(random.nextDouble() * 10) / 10, Math.floor(random.nextDouble() * 10) / 10};
            double cellLot = random.nextDouble();
            double armLot = random.nextDouble();
            double noise = range.bounded() ? random.nextDouble() : random.nextGaussian();
            int i = row - from;
            if (i >= 0) {
                segment[i] = campaign.segment(visitor);
                cell[i] = plan.cell(cellLot);
                arm[i] = plan.arm(cell[i], segment[i], armLot);
                for (int k = 0; k < chances.length; k++) {
                    chances[k][i] = plan.propensity(segment[i], k);
                }
                x[0][i] = visitor[0];
                x[1][i] = visitor[1];
                double gain = arm[i] == 1 && visitor[0] >= 0.5 ? effect : 0;
                y[i] = range.bounded() ? noise < 0.3 + gain ? 1 : 0 : gain + noise;
            }
        }
        return new RoundLog(plan.round(), segment, cell, arm, chances, x, y);
    }

    /** All rows of the round under way. */
    RoundLog log(Campaign campaign) {
        return log(campaign, 0, campaign.plan().visitors());
    }

    /** A campaign that is run to its end. */
    Campaign run() {
        Campaign campaign = Campaign.start(design(range), TreeSegmentModel.standard());
        while (!campaign.over()) {
            campaign = campaign.record(log(campaign)).advance();
        }
        return campaign;
    }
}
