package assay.harness;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.certificate.Sha256;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.random.Philox;
import assay.random.Streams;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A real table whose arm labels are shuffled: outcomes and covariates are as nature made them, and treatment does
 * nothing to anybody.
 */
final class PermutedTable implements Dgp {

    private static final GroundTruth NOTHING = nothing();

    private final String name;
    private final Sample sample;
    private final Role arm;

    PermutedTable(String name, Sample sample) {
        this.name = name;
        this.sample = sample;
        this.arm = sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        sample.column(arm);
    }

    private static GroundTruth nothing() {
        Map<Estimand, Double> zero = new EnumMap<>(Estimand.class);
        for (Estimand estimand : Estimand.values()) {
            zero.put(estimand, 0.0);
        }
        return new GroundTruth(zero, null);
    }

    /** A digest of the table. */
    String content() {
        StringBuilder all = new StringBuilder();
        for (Role role : Role.values()) {
            for (Column column : sample.columns(role)) {
                ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * column.size());
                for (int i = 0; i < column.size(); i++) {
                    bytes.putDouble(
                            column instanceof Column.Numeric numeric
                                    ? numeric.values()[i]
                                    : ((Column.Categorical) column).codes()[i]);
                }
                all.append(role).append(' ').append(column.name()).append(' ');
                all.append(HexFormat.of().formatHex(Sha256.of(bytes.array()))).append('\n');
            }
        }
        return all.toString();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Draw draw(Streams streams) {
        int[] rows = new int[sample.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        Philox random = streams.assignment();
        for (int i = rows.length - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        return new Draw(sample.with(arm, sample.column(arm).rows(rows)), NOTHING);
    }

    @Override
    public Dgp withEffect(double effect) {
        if (effect == 0) {
            return this;
        }
        throw new IllegalArgumentException("a real table has no effect that could be set");
    }

    @Override
    public Dgp withSize(int size) {
        Arguments.atLeast("size", size, size());
        return this;
    }

    @Override
    public int size() {
        return sample.size();
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A real table with its arm labels shuffled",
                List.of("T = \\text{a random permutation of the labels}"),
                List.of(),
                "Labels drawn by lot cannot move an outcome.",
                "The randomisation test of Fisher (1935).");
    }
}
