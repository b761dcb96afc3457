package assay.harness;

import assay.Interval;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A batch of replicates as bytes: all that is counted of them, to the bit. */
final class BatchFormat {

    /** Moves with every change of the layout. */
    static final int VERSION = 1;

    private static final int ZERO = 0;
    private static final int ONE = 1;
    private static final int OTHER = 2;

    private BatchFormat() {}

    static byte[] write(int first, boolean[][] wanted, Replicate[] batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.length * 128);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(first);
            out.writeInt(batch.length);
            for (boolean[] subject : wanted) {
                for (boolean claim : subject) {
                    out.writeBoolean(claim);
                }
            }
            for (Replicate replicate : batch) {
                write(replicate, wanted, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes any byte", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Replicate replicate, boolean[][] wanted, DataOutputStream out) throws IOException {
        for (int s = 0; s < wanted.length; s++) {
            out.writeBoolean(replicate.failed[s]);
            for (int c = 0; c < wanted[s].length; c++) {
                if (wanted[s][c]) {
                    writeScore(replicate.scores[s][c], out);
                }
            }
        }
        out.writeDouble(replicate.nullPValue);
        Reading reading = replicate.reading;
        out.writeBoolean(reading != null);
        if (reading != null) {
            out.writeDouble(reading.estimate());
            out.writeDouble(reading.stdError());
            out.writeDouble(reading.interval().lower());
            out.writeDouble(reading.interval().upper());
            out.writeDouble(reading.truth());
            out.writeDouble(reading.pZero());
        }
        out.writeByte(replicate.descriptors.size());
        for (Map.Entry<String, Double> descriptor : replicate.descriptors.entrySet()) {
            out.writeUTF(descriptor.getKey());
            out.writeDouble(descriptor.getValue());
        }
    }

    /** Most scores are 0 or 1 and take a byte. */
    private static void writeScore(double score, DataOutputStream out) throws IOException {
        if (Double.doubleToRawLongBits(score) == 0L) {
            out.writeByte(ZERO);
        } else if (score == 1) {
            out.writeByte(ONE);
        } else {
            out.writeByte(OTHER);
            out.writeDouble(score);
        }
    }

    /** False if the bytes are not this batch with these scores. */
    static boolean read(byte[] bytes, int first, boolean[][] wanted, Replicate[] batch) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            if (in.readInt() != first || in.readInt() != batch.length) {
                return false;
            }
            for (boolean[] subject : wanted) {
                for (boolean claim : subject) {
                    if (in.readBoolean() != claim) {
                        return false;
                    }
                }
            }
            for (Replicate replicate : batch) {
                read(replicate, wanted, in);
            }
            return in.available() == 0;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void read(Replicate replicate, boolean[][] wanted, DataInputStream in) throws IOException {
        for (int s = 0; s < wanted.length; s++) {
            replicate.failed[s] = in.readBoolean();
            for (int c = 0; c < wanted[s].length; c++) {
                if (wanted[s][c]) {
                    int score = in.readByte();
                    replicate.scores[s][c] = score == OTHER ? in.readDouble() : score;
                }
            }
        }
        replicate.nullPValue = in.readDouble();
        replicate.reading = in.readBoolean() ? readReading(in) : null;
        int descriptors = in.readByte();
        replicate.descriptors = descriptors == 0 ? Map.of() : readDescriptors(descriptors, in);
    }

    private static Reading readReading(DataInputStream in) throws IOException {
        double estimate = in.readDouble();
        double stdError = in.readDouble();
        Interval interval = new Interval(in.readDouble(), in.readDouble());
        return new Reading(estimate, stdError, interval, in.readDouble(), in.readDouble());
    }

    private static Map<String, Double> readDescriptors(int count, DataInputStream in) throws IOException {
        Map<String, Double> descriptors = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            descriptors.put(name, in.readDouble());
        }
        return descriptors;
    }
}
