package assay.linear;

import java.util.function.Consumer;

/** What a fit reads: rows or groups of rows, in a fixed number of parts that can be read at the same time. */
interface Feed {

    LinearSpec spec();

    int clusters();

    /** Whether scores carry weights, as with probability and analytic weights. */
    boolean weighted();

    /** Whether another pass costs little, so that cluster moments are taken only when they are needed. */
    boolean inMemory();

    /** Whether a row of a block stands for several with different outcomes. */
    boolean grouped();

    /** A value near the middle of each column. */
    double[] origin();

    int parts();

    void read(int part, double[] origin, Consumer<Block> visitor);
}
