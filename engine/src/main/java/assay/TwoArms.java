package assay;

import java.util.List;

/**
 * The two arms of a comparison, read off the assignment (or the treatment received, where there is no assignment).
 *
 * <p>A numeric column must take two values, the larger being treated; of the two levels of a categorical column the
 * first is control.
 */
public final class TwoArms {

    private final double[] indicator;
    private final int treated;
    private final String treatedLabel;
    private final String controlLabel;

    private TwoArms(double[] indicator, int treated, String treatedLabel, String controlLabel) {
        this.indicator = indicator;
        this.treated = treated;
        this.treatedLabel = treatedLabel;
        this.controlLabel = controlLabel;
    }

    /**
     * Reads the arms of a sample.
     *
     * @param sample the sample
     * @return the arms, each with at least two rows
     * @throws EstimationException if there are not exactly two levels or an arm has fewer than two rows
     */
    public static TwoArms of(Sample sample) {
        Role role = sample.has(Role.ASSIGNMENT) || !sample.has(Role.TREATMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        Column column = sample.column(role);
        TwoArms arms =
                column instanceof Column.Numeric numeric ? ofNumbers(numeric) : ofLevels((Column.Categorical) column);
        enough(column, arms.treatedLabel, arms.treated);
        enough(column, arms.controlLabel, arms.control());
        return arms;
    }

    private static TwoArms ofNumbers(Column.Numeric column) {
        double[] values = column.values();
        int ones = binary(values);
        if (ones > 0 && ones < values.length) {
            return new TwoArms(values, ones, "1", "0");
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        if (low == high) {
            throw oneLevel(column, label(low));
        }
        double[] indicator = new double[values.length];
        int treated = 0;
        for (int i = 0; i < values.length; i++) {
            double v = values[i];
            if (v == high) {
                treated++;
                indicator[i] = 1;
            } else if (v != low) {
                throw new EstimationException(
                        Problem.TOO_MANY_LEVELS,
                        "Column '" + column.name() + "' takes more than two values (" + label(low) + ", " + label(v)
                                + ", " + label(high) + "); this method compares two arms.",
                        "Keep the rows of two arms, or recode the column to 0 and 1.");
            }
        }
        return new TwoArms(indicator, treated, label(high), label(low));
    }

    /** How many values are 1 when all are 0 or 1; negative otherwise. */
    private static int binary(double[] values) {
        // v (v - 1) is exactly 0 for these two values only, and the loop needs no branch.
        double sum = 0;
        double other = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            double a = values[i];
            double b = values[i + 1];
            double c = values[i + 2];
            double d = values[i + 3];
            sum += (a + b) + (c + d);
            other += (Math.abs(a * (a - 1)) + Math.abs(b * (b - 1))) + (Math.abs(c * (c - 1)) + Math.abs(d * (d - 1)));
        }
        for (; i < values.length; i++) {
            double v = values[i];
            sum += v;
            other += Math.abs(v * (v - 1));
        }
        return other == 0 ? (int) sum : -1;
    }

    private static TwoArms ofLevels(Column.Categorical column) {
        int[] codes = column.codes();
        List<String> levels = column.levels();
        int[] counts = new int[levels.size()];
        for (int code : codes) {
            counts[code]++;
        }
        int control = -1;
        int treated = -1;
        for (int level = 0; level < counts.length; level++) {
            if (counts[level] == 0) {
                continue;
            }
            if (control < 0) {
                control = level;
            } else if (treated < 0) {
                treated = level;
            } else {
                throw new EstimationException(
                        Problem.TOO_MANY_LEVELS,
                        "Column '" + column.name() + "' has more than two levels (" + levels.get(control) + ", "
                                + levels.get(treated) + ", " + levels.get(level)
                                + " ...); this method compares two arms.",
                        "Keep the rows of two arms.");
            }
        }
        if (treated < 0) {
            throw oneLevel(column, levels.get(control));
        }
        double[] indicator = new double[codes.length];
        for (int i = 0; i < codes.length; i++) {
            indicator[i] = codes[i] == treated ? 1 : 0;
        }
        return new TwoArms(indicator, counts[treated], levels.get(treated), levels.get(control));
    }

    private static EstimationException oneLevel(Column column, String level) {
        return new EstimationException(
                Problem.ONE_LEVEL,
                "Column '" + column.name() + "' is '" + level
                        + "' in every row; an effect needs a treated and a control arm.",
                "Check the column and the filter that made the file.");
    }

    private static void enough(Column column, String label, int rows) {
        if (rows < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "Arm '" + label + "' of column '" + column.name() + "' has " + rows + " row; a variance needs two.",
                    "Collect more data, or merge arms.");
        }
    }

    private static String label(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /**
     * The treatment indicator.
     *
     * @return 1 for treated and 0 for control, row by row; shared, not to be written to
     */
    public double[] indicator() {
        return indicator;
    }

    /**
     * Rows in the treated arm.
     *
     * @return at least 2
     */
    public int treated() {
        return treated;
    }

    /**
     * Rows in the control arm.
     *
     * @return at least 2
     */
    public int control() {
        return indicator.length - treated;
    }

    /**
     * The name of the treated arm.
     *
     * @return its level
     */
    public String treatedLabel() {
        return treatedLabel;
    }

    /**
     * The name of the control arm.
     *
     * @return its level
     */
    public String controlLabel() {
        return controlLabel;
    }

    /**
     * The name of the comparison, used as the term of an estimate.
     *
     * @return such as {@code 1 - 0}
     */
    public String contrast() {
        return treatedLabel + " - " + controlLabel;
    }
}
