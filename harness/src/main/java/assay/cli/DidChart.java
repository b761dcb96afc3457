package assay.cli;

import assay.Estimate;
import assay.Interval;
import java.util.List;
import java.util.stream.DoubleStream;

/** An event study: effects by length of exposure with bands that hold all of them at once. */
final class DidChart {

    private DidChart() {}

    static String draw(DidReport report, String outcome) {
        List<Estimate> events = report.fit().terms().stream()
                .filter(e -> e.term().startsWith("e="))
                .toList();
        double[] at = events.stream()
                .mapToDouble(e -> Double.parseDouble(e.term().substring(2)))
                .toArray();
        List<Interval> bands =
                events.stream().map(e -> e.inference().interval(report.level())).toList();
        double[] ends = DoubleStream.concat(
                        DoubleStream.of(0), bands.stream().flatMapToDouble(b -> DoubleStream.of(b.lower(), b.upper())))
                .sorted()
                .toArray();
        double[] around = DoubleStream.concat(DoubleStream.of(-1, 0), DoubleStream.of(at))
                .sorted()
                .toArray();
        SvgPlot plot = new SvgPlot(
                "Event study of " + outcome,
                report.sentences().get(0),
                around[0] - 0.5,
                around[around.length - 1] + 0.5,
                ends[0],
                ends[ends.length - 1]);
        plot.axes("periods since first treated", "effect on " + outcome);
        plot.note("dots: effects; bars: band that holds all at once; dashed: before treatment ends");
        plot.horizontal("zero", 0);
        plot.vertical("edge", -0.5);
        for (int i = 0; i < at.length; i++) {
            plot.line("bar", at[i], bands.get(i).lower(), at[i], bands.get(i).upper());
            plot.dot(
                    at[i],
                    events.get(i).value(),
                    4,
                    "dot",
                    "e=" + Rows.brief(at[i]) + ": " + Rows.brief(events.get(i).value()));
        }
        return plot.done();
    }
}
