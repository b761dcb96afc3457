package assay.nuisance;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows as Tribuo reads them. */
final class TribuoFeatures {

    /** The library reports every tree it grows; a user who has set a level of their own keeps it. */
    private static final Logger LOGGER = Logger.getLogger("org.tribuo");

    static {
        if (LOGGER.getLevel() == null) {
            LOGGER.setLevel(Level.WARNING);
        }
    }

    private static final int BINS = 64;
    /** Provenance asks for a time; a constant one keeps a fit a pure function of its arguments. */
    private static final OffsetDateTime WHENEVER = OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC);

    private interface Values {
        double[] of(double[][] columns, int row);
    }

    private final String[] names;
    private final Values values;

    private TribuoFeatures(int count, Values values) {
        this.names = new String[count];
        for (int j = 0; j < count; j++) {
            names[j] = "x" + j;
        }
        this.values = values;
    }

    /** The number of the bin, out of at most 64, that each value falls in. */
    static TribuoFeatures binned(double[][] columns, int[] rows) {
        double[][] cuts = new Bins(columns, rows, BINS).cuts;
        return new TribuoFeatures(columns.length, (data, row) -> {
            double[] codes = new double[cuts.length];
            for (int j = 0; j < codes.length; j++) {
                codes[j] = Bins.code(cuts[j], data[j][row]);
            }
            return codes;
        });
    }

    /** Columns centred and scaled. */
    static TribuoFeatures standardised(double[][] columns, int[] rows) {
        StandardBasis basis = new StandardBasis(columns, rows);
        return new TribuoFeatures(columns.length, (data, row) -> {
            double[] z = new double[data.length];
            for (int j = 0; j < z.length; j++) {
                z[j] = basis.standard(data, j, row);
            }
            return z;
        });
    }

    int count() {
        return names.length;
    }

    /** Sorted by name, as the library wants them; it keeps the array, so each row gets its own. */
    String[] names() {
        return names.clone();
    }

    double[] of(double[][] columns, int row) {
        return values.of(columns, row);
    }

    static <T extends Output<T>> Model<T> train(
            Trainer<T> trainer, List<Example<T>> examples, OutputFactory<T> factory) {
        SimpleDataSourceProvenance provenance = new SimpleDataSourceProvenance("rows", WHENEVER, factory);
        return trainer.train(new MutableDataset<>(examples, provenance, factory));
    }
}
