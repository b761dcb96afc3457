package assay.cli;

import assay.design.Arm;
import assay.design.BucketRange;
import assay.design.Layer;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** Arms, ranges and identifiers as they are written on the command line and in files. */
final class ArmShares {

    private static final double PERCENT = 100;
    private static final double TOLERANCE = 1e-9;

    private ArmShares() {}

    /** Arms such as {@code control:50}, whose shares sum to 100 or to 1. */
    static List<Arm> arms(List<String> texts) {
        List<String> names = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (String text : texts) {
            int at = text.lastIndexOf(':');
            try {
                names.add(text.substring(0, at).strip());
                shares.add(Double.parseDouble(text.substring(at + 1).strip()));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "--arms takes ARM:SHARE, such as control:50,treatment:50, not '" + text + "'.", e);
            }
        }
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        double whole = Math.abs(sum - 1) < TOLERANCE ? 1 : PERCENT;
        if (Math.abs(sum - whole) > TOLERANCE * whole) {
            throw new IllegalArgumentException("The shares of --arms sum to " + sum + ", not to 100 or to 1.");
        }
        List<Arm> arms = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            arms.add(new Arm(names.get(k), shares.get(k) / whole));
        }
        return arms;
    }

    /** A layer in which an experiment has the longest run of buckets that no other has. */
    static Layer rest(Layer layer, String experiment) {
        int first = 0;
        int best = -1;
        int length = 0;
        for (int bucket = 0; bucket <= layer.buckets(); bucket++) {
            if (bucket == layer.buckets() || layer.experiment(bucket).isPresent()) {
                if (bucket - first > length) {
                    length = bucket - first;
                    best = first;
                }
                first = bucket + 1;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("Every bucket of layer '" + layer.salt() + "' is excluded.");
        }
        return layer.with(experiment, new BucketRange(best, best + length - 1));
    }

    /** The identifier in a row: a whole number without a decimal point, whatever type the column was read as. */
    static String text(Column<?> column, int row) {
        if (column instanceof NumericColumn<?> numbers && !numbers.isMissing(row)) {
            double value = numbers.getDouble(row);
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                return Long.toString((long) value);
            }
        }
        return column.getString(row);
    }
}
