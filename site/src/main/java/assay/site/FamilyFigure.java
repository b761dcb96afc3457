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
        double step = (RIGHT - LEFT - 12) / members.size();
        double radius = Math.max(1.6, Math.min(4, step * 0.4));
        for (int i = 0; i < order.size(); i++) {
            Family.Member member = members.get(order.get(i));
            double x = LEFT + 8 + (i + 0.5) * step;
            if (Double.isFinite(member.low()) && Double.isFinite(member.high())) {
                plot.line(x, y.at(member.low()), x, y.at(member.high()), "whisker");
            }
            if (Double.isFinite(member.estimate())) {
                plot.svg().open("g", "class", member.verdict().style());
                member.verdict().shape(plot.svg(), x, y.at(member.estimate()), radius);
                plot.svg().close();
            }
            if (order.get(i) == family.worst()) {
                plot.text(x, BASE + 18, "worst", x < LEFT + 30 ? "tick" : "tick middle");
            }
        }
        return plot.close();
    }

    private static double smallest(List<Family.Member> members) {
        return members.stream().mapToDouble(Family.Member::estimate).min().orElse(Double.NaN);
    }

    private static double largest(List<Family.Member> members) {
        return members.stream().mapToDouble(Family.Member::estimate).max().orElse(Double.NaN);
    }
}
