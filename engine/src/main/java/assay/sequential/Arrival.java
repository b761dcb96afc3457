package assay.sequential;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows in the order in which they came in. */
final class Arrival {

    private Arrival() {}

    /**
     * The sample in order of time where a time is filled, else as it is.
     *
     * @throws ThreatException if a unit has more than one row
     */
    static Sample order(Sample sample) {
        once(sample);
        if (!sample.has(Role.TIME)) {
            return sample;
        }
        double[] time = sample.numeric(Role.TIME);
        boolean ordered = true;
        for (int i = 1; i < time.length && ordered; i++) {
            ordered = time[i - 1] <= time[i];
        }
        if (ordered) {
            return sample;
        }
        int[] rows = IntStream.range(0, time.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> time[i]))
                .mapToInt(i -> i)
                .toArray();
        return sample.rows(rows);
    }

    private static void once(Sample sample) {
        if (!sample.has(Role.UNIT)) {
            return;
        }
        Column column = sample.column(Role.UNIT);
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < sample.size(); i++) {
            Object unit = column instanceof Column.Numeric numbers
                    ? (Object) numbers.values()[i]
                    : (Object) ((Column.Categorical) column).codes()[i];
            if (!seen.add(unit)) {
                throw new ThreatException(
                        ValidityThreat.ACCRUING_UNITS,
                        "In column '" + column.name() + "' the unit of row " + (i + 1) + " occurs again.");
            }
        }
    }

    /**
     * Sizes at which to look: equal steps that end with all rows, none before the start.
     *
     * @throws EstimationException if there are fewer rows than the start
     */
    static int[] sizes(int rows, int looks, int start) {
        if (rows < start) {
            throw tooFew(rows, start);
        }
        return IntStream.rangeClosed(1, Arguments.atLeast("looks", looks, 1))
                .map(k -> (int) Math.round((double) k / looks * rows))
                .filter(n -> n >= start)
                .distinct()
                .toArray();
    }

    static EstimationException tooFew(int rows, int start) {
        return new EstimationException(
                Problem.TOO_FEW_ROWS,
                "The sample has " + rows + " rows and the first look comes at " + start
                        + ": before it a standard error is too rough for a guarantee over all looks.",
                "Wait for more units, or plan an earlier start.");
    }

    /** The first rows. */
    static Sample first(Sample sample, int rows) {
        int[] picked = new int[rows];
        Arrays.setAll(picked, i -> i);
        return sample.rows(picked);
    }
}
