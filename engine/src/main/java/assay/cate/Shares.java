package assay.cate;

import java.util.Arrays;

/** Shares of the rows that a curve is drawn at. */
final class Shares {

    private static final int POINTS = 50;
    /** A mean over fewer rows is noise. */
    private static final int ROWS = 10;

    private Shares() {}

    /** Every second percent, with the smallest shares of ten rows and more on a finer scale before the first. */
    static double[] grid(int rows) {
        double[] out = new double[POINTS + 32];
        int count = 0;
        for (double k = ROWS; k < rows / (double) POINTS && count < 32; k *= 2) {
            out[count++] = k / rows;
        }
        for (int j = 1; j <= POINTS; j++) {
            double share = j / (double) POINTS;
            if (share * rows >= ROWS || j == POINTS) {
                out[count++] = share;
            }
        }
        return Arrays.copyOf(out, count);
    }
}
