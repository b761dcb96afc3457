package assay.harness;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.certificate.Sha256;
import assay.dgp.Dgp;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A world that is a table: what it draws is keyed by what the table holds. */
interface TableWorld extends Dgp {

    /** A text that changes with the table and with what is done to it. */
    String content();

    /** A digest of each column but the arm, whose values no draw depends on. */
    static String digest(Sample sample) {
        Role arm = sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        StringBuilder all = new StringBuilder();
        for (Role role : Role.values()) {
            if (role == arm) {
                continue;
            }
            for (Column column : sample.columns(role)) {
                ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * column.size());
                for (double value : TableOrder.numbers(column)) {
                    bytes.putDouble(value + 0.0);
                }
                all.append(role).append(' ').append(column.name()).append(' ');
                all.append(HexFormat.of().formatHex(Sha256.of(bytes.array()))).append('\n');
            }
        }
        return all.toString();
    }
}
