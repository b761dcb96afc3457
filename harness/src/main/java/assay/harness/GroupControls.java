package assay.harness;

import assay.Estimate;
import assay.Fit;
import assay.Inference;
import assay.Interval;
import assay.Normal;
import assay.TwoArms;
import assay.cate.GroupEffects;
import assay.dgp.Draw;
import assay.dgp.UnitTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.util.FastMath;

/** Damaged effects of groups, and those of a rule that knows everything but the noise. */
final class GroupControls {

    private GroupControls() {}

    /** Standard errors that are too small. */
    static Control<GroupEffects> scaledError(double factor) {
        return Control.mutant(
                "se-times-" + factor,
                "standard errors times " + factor,
                groups -> changed(
                        groups,
                        e -> new Estimate(
                                e.estimand(),
                                e.term(),
                                e.value(),
                                e.stdError() * factor,
                                new Scaled(e.inference(), e.value(), factor))));
    }

    /** The effect of the lowest group given to the highest, and so on. */
    static Control<GroupEffects> reversed() {
        return Control.mutant(
                "groups-reversed",
                "the effect of the highest group given to the lowest, and so on",
                groups -> groups.withEstimates(reversed(groups.pointwise()), reversed(groups.simultaneous())));
    }

    private static Fit reversed(Fit fit) {
        List<Estimate> terms = new ArrayList<>();
        for (int g = fit.terms().size() - 1; g >= 0; g--) {
            terms.add(fit.terms().get(g));
        }
        return new Fit(terms, fit.glance(), List.of());
    }

    /** Intervals that hold one group by itself, sold as holding all. */
    static Control<GroupEffects> pointwiseForAll() {
        return Control.mutant(
                "pointwise-for-all",
                "intervals that hold each group by itself, said to hold all at once",
                groups -> groups.withEstimates(groups.pointwise(), groups.pointwise()));
    }

    private static GroupEffects changed(GroupEffects groups, UnaryOperator<Estimate> change) {
        return groups.withEstimates(changed(groups.pointwise(), change), changed(groups.simultaneous(), change));
    }

    private static Fit changed(Fit fit, UnaryOperator<Estimate> change) {
        return new Fit(fit.terms().stream().map(change).toList(), fit.glance(), List.of());
    }

    /** The groups that the method has formed, whose mean effects are known but for the mean noise of their units. */
    static Control<GroupEffects> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows the mean effect of each group but for the mean noise of its units, whose variance it knows",
                (draw, own, random) -> known(draw, own.get()),
                Optional.empty());
    }

    private static GroupEffects known(Draw draw, GroupEffects own) {
        UnitTruth units = draw.truth().units().orElseThrow();
        double[] y = draw.observed().outcome();
        double[] arm = TwoArms.of(draw.observed()).indicator();
        double[] noisy = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            noisy[i] = y[i] - units.baseline()[i] + (1 - arm[i]) * units.effect()[i];
        }
        double[] values = own.means(noisy);
        int[] group = own.group();
        List<Estimate> pointwise = new ArrayList<>();
        List<Estimate> simultaneous = new ArrayList<>();
        for (int g = 0; g < values.length; g++) {
            double[] weights = new double[y.length];
            int rows = 0;
            for (int of : group) {
                rows += of == g ? 1 : 0;
            }
            for (int i = 0; i < y.length; i++) {
                weights[i] = group[i] == g ? 1.0 / rows : 0;
            }
            Estimate term = own.pointwise().terms().get(g);
            double error = Math.sqrt(units.noise().variance(weights));
            Normal each = new Normal(values[g], error);
            pointwise.add(new Estimate(term.estimand(), term.term(), values[g], error, each));
            simultaneous.add(
                    new Estimate(term.estimand(), term.term(), values[g], error, new Independent(each, values.length)));
        }
        return own.withEstimates(
                new Fit(pointwise, own.pointwise().glance(), List.of()),
                new Fit(simultaneous, own.pointwise().glance(), List.of()));
    }

    /** Inference with another scale. */
    private record Scaled(Inference exact, double value, double factor) implements Inference {
        @Override
        public Interval interval(double level) {
            Interval interval = exact.interval(level);
            return new Interval(
                    value + factor * (interval.lower() - value), value + factor * (interval.upper() - value));
        }

        @Override
        public double pValue(double nullValue) {
            return exact.pValue(value + (nullValue - value) / factor);
        }
    }

    /** One of several independent estimates, for all of which an interval is to hold: Sidak's formula. */
    private record Independent(Normal each, int count) implements Inference {
        @Override
        public Interval interval(double level) {
            return each.interval(FastMath.exp(FastMath.log(level) / count));
        }

        @Override
        public double pValue(double nullValue) {
            return -FastMath.expm1(count * FastMath.log1p(-each.pValue(nullValue)));
        }
    }
}
