package assay.baseline;

import assay.Column;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Plain means of the log of a campaign, by round, segment and arm: what naive rules are made of. */
final class CampaignMeans {

    private final List<String> arms;
    private final List<String> segments;
    private final int rounds;
    private final double[][][][] sums;

    private CampaignMeans(List<String> arms, List<String> segments, int rounds) {
        this.arms = arms;
        this.segments = segments;
        this.rounds = rounds;
        this.sums = new double[rounds][segments.size()][arms.size()][3];
    }

    static CampaignMeans of(Sample sample) {
        Column arm = sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT);
        Column segment = sample.columns(Role.STRATUM).get(0);
        Column round = sample.column(Role.TIME);
        List<String> rounds = levels(round);
        CampaignMeans means = new CampaignMeans(levels(arm), levels(segment), rounds.size());
        double[] y = sample.outcome();
        int[] a = codes(arm, means.arms);
        int[] s = codes(segment, means.segments);
        int[] r = codes(round, rounds);
        for (int i = 0; i < y.length; i++) {
            double[] cell = means.sums[r[i]][s[i]][a[i]];
            cell[0]++;
            cell[1] += y[i];
            cell[2] += y[i] * y[i];
        }
        return means;
    }

    private static List<String> levels(Column column) {
        if (column instanceof Column.Categorical categorical) {
            return categorical.levels();
        }
        TreeSet<Double> values = new TreeSet<>();
        for (double value : ((Column.Numeric) column).values()) {
            values.add(value);
        }
        return values.stream().map(String::valueOf).toList();
    }

    private static int[] codes(Column column, List<String> levels) {
        if (column instanceof Column.Categorical categorical) {
            return categorical.codes();
        }
        double[] values = ((Column.Numeric) column).values();
        List<Double> numbers = new ArrayList<>();
        levels.forEach(level -> numbers.add(Double.valueOf(level)));
        int[] codes = new int[values.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = numbers.indexOf(values[i]);
        }
        return codes;
    }

    List<String> arms() {
        return arms;
    }

    List<String> segments() {
        return segments;
    }

    int rounds() {
        return rounds;
    }

    /** Number, mean and variance of an arm in a segment over rounds from one to before another. */
    double[] moments(int from, int to, int segment, int arm) {
        double n = 0;
        double sum = 0;
        double squares = 0;
        for (int r = from; r < to; r++) {
            double[] cell = sums[r][segment][arm];
            n += cell[0];
            sum += cell[1];
            squares += cell[2];
        }
        double mean = sum / n;
        return new double[] {n, mean, (squares - n * mean * mean) / (n - 1)};
    }

    /** Difference of the means of an arm and of control, and its standard error. */
    double[] difference(int to, int segment, int arm) {
        double[] treated = moments(0, to, segment, arm);
        double[] control = moments(0, to, segment, 0);
        return new double[] {treated[1] - control[1], Math.sqrt(treated[2] / treated[0] + control[2] / control[0])};
    }
}
