package assay.condition;

import java.util.Arrays;

/** A condition bound to the columns of blocks. Not thread-safe: it reuses its memory. */
public final class Predicate {

    static final byte FALSE = 0;
    static final byte TRUE = 1;
    static final byte UNKNOWN = 2;

    private final Test test;
    private byte[] truth = new byte[0];

    Predicate(Test test) {
        this.test = test;
    }

    /**
     * Which rows match.
     *
     * @param rows how many rows the block has
     * @param columns the columns of the block; missing values are NaN, text is the index of its level
     * @param matches set to whether the condition is true, for each row; at least as long as there are rows
     * @return how many rows match
     */
    public int evaluate(int rows, double[][] columns, boolean[] matches) {
        if (truth.length < rows) {
            truth = new byte[rows];
        }
        test.evaluate(rows, columns, truth);
        int count = 0;
        for (int i = 0; i < rows; i++) {
            matches[i] = truth[i] == TRUE;
            count += matches[i] ? 1 : 0;
        }
        return count;
    }

    /** Fills the truth of each row: false, true or unknown. */
    interface Test {
        void evaluate(int rows, double[][] columns, byte[] out);
    }

    /** True where all are, false where any is false. */
    static Test all(Test[] parts) {
        return combine(parts, TRUE, FALSE);
    }

    /** True where any is, false where all are false. */
    static Test any(Test[] parts) {
        return combine(parts, FALSE, TRUE);
    }

    /** What is neutral leaves a row as it is, what is dominant settles it, and the rest makes it unknown. */
    private static Test combine(Test[] parts, byte neutral, byte dominant) {
        byte[][] scratch = {new byte[0]};
        return (rows, columns, out) -> {
            if (scratch[0].length < rows) {
                scratch[0] = new byte[rows];
            }
            byte[] one = scratch[0];
            Arrays.fill(out, 0, rows, neutral);
            for (Test part : parts) {
                part.evaluate(rows, columns, one);
                for (int i = 0; i < rows; i++) {
                    if (one[i] == dominant) {
                        out[i] = dominant;
                    } else if (one[i] == UNKNOWN && out[i] == neutral) {
                        out[i] = UNKNOWN;
                    }
                }
            }
        };
    }

    static Test not(Test inner) {
        return (rows, columns, out) -> {
            inner.evaluate(rows, columns, out);
            for (int i = 0; i < rows; i++) {
                out[i] = out[i] == UNKNOWN ? UNKNOWN : (byte) (1 - out[i]);
            }
        };
    }
}
