package assay.dgp.campaign;

import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.HypothesisTruth;
import assay.random.Philox;
import assay.random.Streams;
import assay.rounds.Campaign;
import assay.rounds.CampaignDesign;
import assay.rounds.CampaignSample;
import assay.rounds.Cell;
import assay.rounds.RoundLog;
import assay.rounds.RoundPlan;
import assay.rounds.Segmentation;
import assay.rounds.TreeSegmentModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A campaign that was run to its end on visitors of a world, by the steps that it would go through on a site: the campaign sees logs, and
 * only logs. What is true of its segments is told apart.
 *
 * @param campaign the campaign after its last round
 * @param logs what was observed, round by round
 * @param truth the effect of each arm in each segment, and which of them are above the least that is worth having
 */
public record Rehearsal(Campaign campaign, List<RoundLog> logs, GroundTruth truth) {

    /** Values of a trait. */
    static final int TENTHS = 10;

    /** Traits of a visitor; the third means nothing. */
    static final List<String> TRAITS = List.of("x1", "x2", "x3");

    public Rehearsal {
        logs = List.copyOf(logs);
    }

    static Rehearsal run(CampaignDesign design, Nature nature, Streams streams) {
        Visitors visitors = new Visitors(design, nature, streams);
        Campaign campaign = Campaign.start(design, TreeSegmentModel.standard());
        List<RoundLog> logs = new ArrayList<>();
        while (!campaign.over()) {
            RoundLog log = visitors.round(campaign);
            logs.add(log);
            campaign = campaign.record(log).advance();
        }
        return new Rehearsal(campaign, logs, truth(campaign, nature));
    }

    /** The log as a sample, and the truth. */
    Draw draw() {
        return new Draw(CampaignSample.of(campaign, logs), truth);
    }

    /** Exact: the traits of a visitor have a thousand values, all as likely. */
    private static GroundTruth truth(Campaign campaign, Nature nature) {
        CampaignDesign design = campaign.design();
        Segmentation segmentation = campaign.segmentation().orElseThrow();
        int arms = design.armCount();
        double[][] effect = new double[segmentation.count()][arms];
        int[] values = new int[segmentation.count()];
        double[] x = new double[TRAITS.size()];
        for (int cell = 0; cell < TENTHS * TENTHS * TENTHS; cell++) {
            int hundreds = cell / (TENTHS * TENTHS);
            int tens = cell / TENTHS % TENTHS;
            int ones = cell % TENTHS;
            x[0] = hundreds / (double) TENTHS;
            x[1] = tens / (double) TENTHS;
            x[2] = ones / (double) TENTHS;
            int s = segmentation.segment(x);
            values[s]++;
            for (int k = 1; k < arms; k++) {
                effect[s][k] += nature.effect(k, x[0], x[1], design.segments().discovery());
            }
        }
        Map<String, Double> targets = new LinkedHashMap<>();
        Set<String> nulls = new LinkedHashSet<>();
        for (int s = 0; s < effect.length; s++) {
            for (int k = 1; k < arms; k++) {
                String name = Campaign.term(design.arms().get(k), Segmentation.name(s));
                // A sum of effects that are all 0 is 0; one that is 0 but for rounding is no gain.
                double value = effect[s][k] / values[s];
                targets.put(name, Math.abs(value) < 1e-12 ? 0 : value);
                if (targets.get(name) <= design.levels().leastEffect()) {
                    nulls.add(name);
                }
            }
        }
        return new GroundTruth(Map.of(), null)
                .withTargets(targets)
                .withHypotheses(new HypothesisTruth(targets.keySet(), nulls));
    }

    /** Who comes, and what they do. */
    private static final class Visitors {

        private final CampaignDesign design;
        private final Nature nature;
        private final Philox traits;
        private final Philox lots;
        private final Philox noise;

        Visitors(CampaignDesign design, Nature nature, Streams streams) {
            this.design = design;
            this.nature = nature;
            traits = streams.covariates();
            lots = streams.assignment();
            noise = streams.noise();
        }

        RoundLog round(Campaign campaign) {
            RoundPlan plan = campaign.plan();
            int n = plan.visitors();
            double[][] x = new double[TRAITS.size()][n];
            for (double[] column : x) {
                traits.uniforms(column);
                for (int i = 0; i < n; i++) {
                    column[i] = (int) (column[i] * TENTHS) / (double) TENTHS;
                }
            }
            double[] cellLot = new double[n];
            double[] armLot = new double[n];
            lots.uniforms(cellLot);
            lots.uniforms(armLot);
            double[] y = new double[n];
            if (nature.measure() == Measure.GAUSSIAN) {
                noise.normals(y);
            } else {
                noise.uniforms(y);
            }
            int[] segment = new int[n];
            Cell[] cell = new Cell[n];
            int[] arm = new int[n];
            double[][] propensities = plan.propensities();
            double[][] chances = new double[design.armCount()][n];
            double[] visitor = new double[x.length];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < visitor.length; j++) {
                    visitor[j] = x[j][i];
                }
                int s = campaign.segment(visitor);
                segment[i] = s;
                cell[i] = plan.cell(cellLot[i]);
                arm[i] = plan.arm(cell[i], s, armLot[i]);
                for (int k = 0; k < chances.length; k++) {
                    chances[k][i] = propensities[s][k];
                }
                double mean = nature.mean(arm[i], visitor[0], visitor[1], plan.round());
                y[i] = nature.measure() == Measure.GAUSSIAN ? mean + y[i] : y[i] < mean ? 1 : 0;
            }
            return new RoundLog(plan.round(), segment, cell, arm, chances, x, y);
        }
    }
}
