package assay.dgp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Covariates of real units, to be drawn from with replacement. Two are equal if they have the same name and the same
 * numbers under the same column names.
 */
public final class RealRows {

    private static final int SHOWN = 12;

    private final String name;
    private final List<String> columns;
    private final double[][] values;
    private final double[] index;
    private final String checksum;

    /**
     * Covariates by column.
     *
     * @param name of the data set
     * @param columns names of the columns
     * @param values numbers by column and row; shared, not to be written to
     * @throws IllegalArgumentException if there is no column or no row, lengths differ, a value is not finite, a column is
     *     constant, or the columns say nothing together
     */
    public RealRows(String name, List<String> columns, double[][] values) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.values = values.clone();
        if (columns.isEmpty() || columns.size() != values.length || values[0].length == 0) {
            throw new IllegalArgumentException("the rows of '" + name + "' need at least one named column of numbers");
        }
        this.index = new double[values[0].length];
        for (int j = 0; j < values.length; j++) {
            if (values[j].length != index.length) {
                throw new IllegalArgumentException(
                        "column '" + columns.get(j) + "' has " + values[j].length + " rows, not " + index.length);
            }
            double[] standard = standardised(columns.get(j), values[j]);
            double weight = (j % 2 == 0 ? 1.0 : -1.0) / (j + 1);
            for (int i = 0; i < index.length; i++) {
                index[i] += weight * standard[i];
            }
        }
        System.arraycopy(standardised("index", index), 0, index, 0, index.length);
        this.checksum = checksum(this.columns, values);
    }

    private static double[] standardised(String name, double[] values) {
        double mean = 0;
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("column '" + name + "' holds " + value);
            }
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        if (!(squares > 0)) {
            throw new IllegalArgumentException("column '" + name + "' is constant");
        }
        double sd = Math.sqrt(squares / values.length);
        double[] standard = new double[values.length];
        for (int i = 0; i < standard.length; i++) {
            standard[i] = (values[i] - mean) / sd;
        }
        return standard;
    }

    private static String checksum(List<String> columns, double[][] values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int j = 0; j < values.length; j++) {
                digest.update(columns.get(j).getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values[j].length);
                for (double value : values[j]) {
                    bytes.putDouble(value);
                }
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The name of the data set.
     *
     * @return such as {@code lalonde}
     */
    public String name() {
        return name;
    }

    /**
     * The names of the columns.
     *
     * @return at least one
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * How many units there are.
     *
     * @return at least 2
     */
    public int size() {
        return index.length;
    }

    /**
     * A digest of the column names and the numbers.
     *
     * @return SHA-256 in hexadecimal
     */
    public String checksum() {
        return checksum;
    }

    /**
     * The index of each unit on which an effect is planted: standardised columns with weights 1, -1/2, 1/3, -1/4 and so on,
     * standardised again.
     *
     * @return the shared array, not to be written to
     */
    public double[] index() {
        return index;
    }

    /** Rows of a column, with repetition. */
    double[] pick(int column, int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[column][rows[i]];
        }
        return picked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RealRows rows && name.equals(rows.name) && checksum.equals(rows.checksum);
    }

    @Override
    public int hashCode() {
        return checksum.hashCode();
    }

    /** Name, shape and the start of the checksum, such as {@code lalonde-614x8-0a1b2c3d4e5f}. */
    @Override
    public String toString() {
        return name + "-" + size() + "x" + columns.size() + "-" + checksum.substring(0, SHOWN);
    }
}
