package assay.geo;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Small sums over series. */
final class DoubleArrays {

    private DoubleArrays() {}

    /** Zero first, then the others in the order of their size. */
    static double[] withZero(double[] values) {
        return DoubleStream.concat(
                        DoubleStream.of(0),
                        Arrays.stream(values)
                                .filter(v -> v != 0)
                                .boxed()
                                .sorted((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
                                .mapToDouble(v -> v))
                .toArray();
    }

    /** Pearson's correlation, 0 where one side never varies. */
    static double correlation(double[] a, double[] b) {
        double meanA = SeriesRegression.mean(a, 0, a.length);
        double meanB = SeriesRegression.mean(b, 0, b.length);
        double cross = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            cross += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return squaresA > 0 && squaresB > 0 ? cross / Math.sqrt(squaresA * squaresB) : 0;
    }
}
