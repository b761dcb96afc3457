package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.Normal;
import assay.TwoArms;
import assay.baseline.LastPeriodDifference;
import assay.baseline.TwoWayFixedEffects;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.StaggeredPanel;
import assay.quasi.GroupTimeAtt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The methods of chapter 2: panels in which units are treated at different times. */
final class PanelMethods {

    private static final Control<Fit> LAST = Control.foil(
            "last-period-difference",
            "compares units that chose treatment with those that did not, in the last period",
            new LastPeriodDifference());
    private static final Control<Fit> FIXED_EFFECTS = Control.foil(
            "two-way-fixed-effects",
            "takes units that are already treated for controls, and subtracts what their effects grow by",
            new TwoWayFixedEffects());
    private static final Control<Fit> POINTWISE = Control.mutant(
            "pointwise-bands",
            "an interval for each cell by itself, given out for one that holds all at once",
            PanelMethods::pointwise);

    private PanelMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("group-time-att", PanelMethods::groupTimeAtt);
    }

    /** Beside the average effect, its intervals for all cohorts in all periods are claimed to hold at once. */
    private static Method<Fit> groupTimeAtt() {
        List<Claim<Fit>> claims = new ArrayList<>(FitClaim.all());
        claims.addAll(VectorClaim.simultaneous());
        Method<Fit> method = Method.of(
                "group-time-att", "Group-time effects", GroupTimeAtt.standard(), Tier.A, claims, Reading::ofFit);
        for (int n : new int[] {200, 800}) {
            method = home(method, List.of(FIXED_EFFECTS, LAST), StaggeredPanel.heterogeneous(n));
        }
        // Effects that are the same for all, and no trend that hides what time does: fixed effects would do here.
        method = home(method, List.of(LAST), StaggeredPanel.homogeneous(200));
        return method.stress(
                // Trends that part: a tenth of the effect in each period.
                StaggeredPanel.heterogeneous(200).withDrift(0.1),
                StaggeredPanel.heterogeneous(800).withDrift(0.1),
                // Cohorts of three units, and often of none.
                StaggeredPanel.heterogeneous(24));
    }

    private static Method<Fit> home(Method<Fit> method, List<Control<Fit>> foils, Dgp world) {
        List<Control<Fit>> controls =
                new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), Set.of()));
        controls.add(POINTWISE);
        controls.addAll(foils);
        controls.add(oracle());
        return method.home(controls, world);
    }

    private static Fit pointwise(Fit fit) {
        return new Fit(
                fit.terms().stream()
                        .map(e -> Estimate.normal(e.estimand(), e.term(), e.value(), e.stdError()))
                        .toList(),
                fit.glance(),
                List.of());
    }

    /** Answers that are normal and independent about the truth, with intervals that hold all of it at once. */
    private static Control<Fit> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "answers drawn from independent normal distributions about the truth, with the standard errors that they"
                        + " state",
                (draw, method, random) -> answer(draw, random),
                Optional.empty());
    }

    private static Fit answer(Draw draw, RandomGenerator random) {
        List<Estimate> terms = new ArrayList<>();
        double value = draw.truth().value(Estimand.ATT) + random.nextGaussian();
        TwoArms arms = TwoArms.of(draw.observed());
        terms.add(Estimate.normal(Estimand.ATT, arms.contrast(), value, 1));
        int targets = draw.truth().targets().size();
        draw.truth().targets().forEach((term, truth) -> {
            double drawn = truth + random.nextGaussian();
            terms.add(new Estimate(Estimand.GROUP_TIME_ATT, term, drawn, 1, new OneOf(new Normal(drawn, 1), targets)));
        });
        return new Fit(terms, Glance.of("oracle", "known", draw.observed(), arms, Map.of()), List.of());
    }

    /** Inference that is one of so many independent ones (Sidak 1967). */
    private record OneOf(Normal own, int count) implements Inference {
        @Override
        public Interval interval(double level) {
            return own.interval(Math.pow(Arguments.probability("level", level), 1.0 / count));
        }

        @Override
        public double pValue(double nullValue) {
            return 1 - Math.pow(1 - own.pValue(nullValue), count);
        }
    }
}
