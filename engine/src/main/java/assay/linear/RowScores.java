package assay.linear;

import java.util.stream.IntStream;

/** Sums of whitened scores over clusters from a second pass over rows, for in-memory sources. */
final class RowScores {

    private static final int LARGE = 1 << 20;
    private static final int PARTS = 8;

    private RowScores() {}

    /** For each cluster the sums of {@code w x e}, outcome-major. */
    static double[][] of(Feed feed, Moments moments, Design design) {
        int width = design.size() * design.residual.length;
        int length = Math.multiplyExact(width, feed.clusters());
        int parts = Math.min(feed.parts(), length > LARGE ? 2 : PARTS);
        double[][] sums = new double[parts][];
        IntStream range = IntStream.range(0, parts);
        (parts > 1 ? range.parallel() : range).forEach(part -> {
            double[] out = new double[length];
            Whitener whitener = new Whitener(design);
            for (int p = part * feed.parts() / parts; p < (part + 1) * feed.parts() / parts; p++) {
                feed.read(p, moments.means, block -> add(block, whitener, out));
            }
            sums[part] = out;
        });
        double[][] out = new double[feed.clusters()][width];
        for (int c = 0; c < out.length; c++) {
            for (double[] part : sums) {
                for (int a = 0; a < width; a++) {
                    out[c][a] += part[c * width + a];
                }
            }
        }
        return out;
    }

    private static void add(Block block, Whitener whitener, double[] out) {
        whitener.read(block);
        double[][] x = whitener.x;
        int k = x.length;
        int m = whitener.residuals.length;
        for (int o = 0; o < m; o++) {
            double[] e = whitener.residuals[o];
            for (int i = 0; i < block.rows; i++) {
                e[i] *= block.weights[i] * block.counts[i];
            }
        }
        for (int i = 0; i < block.rows; i++) {
            int at = block.clusters[i] * m * k;
            for (int o = 0; o < m; o++) {
                double e = whitener.residuals[o][i];
                for (int a = 0; a < k; a++) {
                    out[at++] += e * x[a][i];
                }
            }
        }
    }
}
