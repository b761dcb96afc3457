package assay.design;

import assay.Clusters;
import assay.Column;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.List;

/** Units by arm in order of arrival: rows, or clusters of rows. */
final class Enrolment {

    private final Sample sample;
    private final int[] unitOfRow;
    private final int[] armOfUnit;

    private Enrolment(Sample sample, int[] unitOfRow, int[] armOfUnit) {
        this.sample = sample;
        this.unitOfRow = unitOfRow;
        this.armOfUnit = armOfUnit;
    }

    static Enrolment of(Sample sample, SizeUnit unit) {
        int[] arms = arms(sample);
        if (unit != SizeUnit.CLUSTERS) {
            int[] rows = new int[arms.length];
            Arrays.setAll(rows, i -> i);
            return new Enrolment(sample, rows, arms);
        }
        Clusters clusters = Clusters.of(sample);
        int[] armOfUnit = new int[clusters.count()];
        for (int i = 0; i < arms.length; i++) {
            armOfUnit[clusters.of()[i]] = arms[i];
        }
        return new Enrolment(sample, clusters.of(), armOfUnit);
    }

    private static int[] arms(Sample sample) {
        if (sample.column(Role.ASSIGNMENT) instanceof Column.Categorical categorical) {
            return categorical.codes();
        }
        double[] indicator = TwoArms.of(sample).indicator();
        int[] arms = new int[indicator.length];
        for (int i = 0; i < arms.length; i++) {
            arms[i] = (int) indicator[i];
        }
        return arms;
    }

    /** Units by arm. */
    long[] available() {
        long[] counts = new long[Math.max(1, Arrays.stream(armOfUnit).max().orElse(0) + 1)];
        for (int arm : armOfUnit) {
            counts[arm]++;
        }
        return counts;
    }

    /** The rows of the units that fill each arm first, in order. */
    Sample first(List<Long> sizes) {
        long[] left = sizes.stream().mapToLong(Long::longValue).toArray();
        boolean[] in = new boolean[armOfUnit.length];
        for (int u = 0; u < in.length; u++) {
            int arm = armOfUnit[u];
            in[u] = arm < left.length && left[arm]-- > 0;
        }
        int[] rows = new int[unitOfRow.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (in[unitOfRow[i]]) {
                rows[count++] = i;
            }
        }
        return sample.rows(Arrays.copyOf(rows, count));
    }
}
