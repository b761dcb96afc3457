package assay.site;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The members of a family in a strip, by growing estimate, each with its interval; the worst is named. */
final class FamilyFigure {

    private static final double LEFT = 54;
    private static final double RIGHT = 690;
    private static final double TOP = 34;
    private static final double BASE = 200;
    // Members closer than this, in units of the drawing, are drawn with small dots.
    private static final double FINE = 9;

    private FamilyFigure() {}

    static Html draw(String id, Family family) {
        List<Family.Member> members = family.members();
        List<Integer> order = IntStream.range(0, members.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> members.get(i).estimate())
                        .thenComparing(i -> i))
                .toList();
        double[] ends = members.stream()
                .flatMapToDouble(m -> DoubleStream.of(m.low(), m.high()))
                .toArray();
        Scale y = Scale.around(ends, 0.08, BASE, TOP);
        long failed =
                members.stream().filter(m -> m.verdict() != Verdict.CERTIFIED).count();
        String description = members.size() + " worlds, " + failed + " not certified; estimates from "
                + Numbers.fixed(smallest(members), 4) + " to " + Numbers.fixed(largest(members), 4) + ".";
        Plot plot = new Plot(new Html(), id, "The worlds of the family", description, RIGHT + 10, BASE + 26);
        plot.leftAxis(y, 5, LEFT, RIGHT, "rate of the claim nearest to failing");
        marks(plot, family, order, y);
        return plot.close();
    }

    /** Hundreds of members stay light: one path for all intervals, one for the dots of those that are certified. */
    private static void marks(Plot plot, Family family, List<Integer> order, Scale y) {
        double step = (RIGHT - LEFT - 12) / order.size();
        boolean fine = step < FINE;
        StringBuilder whiskers = new StringBuilder();
        StringBuilder certified = new StringBuilder();
        Html others = new Html();
        for (int i = 0; i < order.size(); i++) {
            Family.Member member = family.members().get(order.get(i));
            double x = LEFT + 8 + (i + 0.5) * step;
            String at = "M" + Numbers.coordinate(x) + " ";
            if (Double.isFinite(member.low()) && Double.isFinite(member.high())) {
                whiskers.append(at).append(y.coordinate(member.low())).append('V');
                whiskers.append(y.coordinate(member.high()));
            }
            if (Double.isFinite(member.estimate()) && member.verdict() == Verdict.CERTIFIED) {
                certified.append(at).append(y.coordinate(member.estimate())).append("h0");
            } else if (Double.isFinite(member.estimate())) {
                others.open("g", "class", member.verdict().style());
                member.verdict().shape(others, x, y.at(member.estimate()), fine ? 3 : 4);
                others.close();
            }
            if (order.get(i) == family.worst()) {
                plot.text(x, BASE + 18, "worst", x < LEFT + 30 ? "tick" : "tick middle");
            }
        }
        plot.path("whisker", whiskers).path(fine ? "dots fine" : "dots", certified);
        plot.svg().add(others);
    }

    private static double smallest(List<Family.Member> members) {
        return members.stream().mapToDouble(Family.Member::estimate).min().orElse(Double.NaN);
    }

    private static double largest(List<Family.Member> members) {
        return members.stream().mapToDouble(Family.Member::estimate).max().orElse(Double.NaN);
    }
}
