package assay.rounds;

import assay.Column;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The logs of a campaign as a sample: outcome {@code y}, assignment {@code arm}, time {@code round}, strata {@code segment} and {@code cell},
 * one propensity for each arm, {@code p0}, {@code p1} and so on, and the covariates. Rows of discovery are in the segments that were found
 * later.
 */
public final class CampaignSample {

    private CampaignSample() {}

    /**
     * A sample of all rows.
     *
     * @param campaign the campaign, its segments found
     * @param logs its logs
     * @return the sample
     * @throws IllegalArgumentException if segments are not found yet, or there is no log
     */
    public static Sample of(Campaign campaign, List<RoundLog> logs) {
        if (logs.isEmpty()) {
            throw new IllegalArgumentException("there is no log");
        }
        CampaignDesign design = campaign.design();
        Segmentation segmentation = campaign.segmentation()
                .orElseThrow(() -> new IllegalArgumentException("the segments of this campaign are not found yet"));
        int rows = logs.stream().mapToInt(RoundLog::size).sum();
        double[] outcome = new double[rows];
        double[] round = new double[rows];
        int[] arm = new int[rows];
        int[] segment = new int[rows];
        int[] cell = new int[rows];
        double[][] propensities = new double[design.armCount()][rows];
        double[][] covariates = new double[design.covariates().size()][rows];
        double[] x = new double[covariates.length];
        int at = 0;
        for (RoundLog log : logs) {
            for (int i = 0; i < log.size(); i++, at++) {
                outcome[at] = log.outcome(i);
                round[at] = log.round();
                arm[at] = log.arm(i);
                cell[at] = log.cell(i).number();
                log.visitor(i, x);
                segment[at] = segmentation.segment(x);
                for (int k = 0; k < propensities.length; k++) {
                    propensities[k][at] = log.propensity(i, k);
                }
                for (int j = 0; j < x.length; j++) {
                    covariates[j][at] = x[j];
                }
            }
        }
        List<String> segments = new ArrayList<>();
        for (int s = 0; s < segmentation.count(); s++) {
            segments.add(Segmentation.name(s));
        }
        Sample.Builder builder = Sample.builder()
                .outcome("y", outcome)
                .add(Role.ASSIGNMENT, new Column.Categorical("arm", arm, design.arms()))
                .add(Role.TIME, "round", round)
                .add(Role.STRATUM, new Column.Categorical("segment", segment, segments))
                .add(
                        Role.STRATUM,
                        new Column.Categorical(
                                "cell",
                                cell,
                                Arrays.stream(Cell.values()).map(Cell::code).toList()));
        for (int k = 0; k < propensities.length; k++) {
            builder.add(Role.PROPENSITY, "p" + k, propensities[k]);
        }
        for (int j = 0; j < covariates.length; j++) {
            builder.covariate(design.covariates().get(j), covariates[j]);
        }
        return builder.build();
    }
}
