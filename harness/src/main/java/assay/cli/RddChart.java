package assay.cli;

import assay.quasi.RdPicture;
import java.util.List;
import java.util.stream.DoubleStream;

/** Binned means and the curves that are led to the cutoff. */
final class RddChart {

    private static final int BINS = 20;
    private static final double SMALLEST = 2.5;

    private RddChart() {}

    static String draw(RddStudy study, String outcome, String running, String sentence) {
        RdPicture picture = RdPicture.of(study.sample(), study.estimator(), BINS);
        List<RdPicture.Bin> bins = picture.bins();
        double[] ys = DoubleStream.concat(
                        bins.stream().mapToDouble(RdPicture.Bin::mean),
                        DoubleStream.concat(
                                picture.below().stream().mapToDouble(RdPicture.Point::y),
                                picture.above().stream().mapToDouble(RdPicture.Point::y)))
                .sorted()
                .toArray();
        SvgPlot plot = new SvgPlot(
                "Jump of " + outcome + " at " + Rows.brief(study.estimator().cutoff()),
                sentence,
                bins.get(0).middle(),
                bins.get(bins.size() - 1).middle(),
                ys[0],
                ys[ys.length - 1]);
        plot.axes(running, outcome);
        plot.note("circles: means in bins; lines: local fits within the bandwidth; dashed: cutoff");
        plot.vertical("edge", study.estimator().cutoff());
        double most = bins.stream().mapToInt(RdPicture.Bin::rows).max().orElse(1);
        for (RdPicture.Bin bin : bins) {
            plot.dot(
                    bin.middle(),
                    bin.mean(),
                    SMALLEST + 4 * Math.sqrt(bin.rows() / most),
                    "mean",
                    Rows.brief(bin.middle()) + ": " + Rows.brief(bin.mean()) + ", " + bin.rows() + " rows");
        }
        for (List<RdPicture.Point> curve : List.of(picture.below(), picture.above())) {
            plot.curve(
                    "est",
                    curve.stream().mapToDouble(RdPicture.Point::x).toArray(),
                    curve.stream().mapToDouble(RdPicture.Point::y).toArray());
        }
        return plot.done();
    }
}
