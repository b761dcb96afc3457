package assay.mediation;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Effects through a mediator and past it, where the effect of the mediator may differ between the arms.
 *
 * <p>With M(t) the mediator and Y(t, m) the outcome that would be, the natural indirect effect (ACME) at t is
 * {@code E[Y(t, M(1)) - Y(t, M(0))]}, the natural direct effect (ADE) at t is {@code E[Y(1, M(t)) - Y(0, M(t))]}, and the total is
 * {@code ACME(1) + ADE(0) = ACME(0) + ADE(1)} (Pearl, UAI 2001; Imai, Keele and Tingley 2010). In the linear model
 * {@code Y = c T + b M + h T M}, {@code M = a T}: {@code ACME(t) = a (b + h t)} and {@code ADE(t) = c + h E[M(t)]}.
 *
 * <p>Where the treatment moves something that moves both mediator and outcome, natural effects are not identified. The same numbers are
 * then interventional effects: of giving each unit a mediator drawn at random from the distribution of the other arm (VanderWeele,
 * Vansteelandt and Robins, Epidemiology 25, 2014, doi:10.1097/EDE.0000000000000034).
 *
 * @param mediator the mediator
 * @param kind which of both
 * @param total the whole effect
 * @param indirectControl ACME(0)
 * @param indirectTreated ACME(1)
 * @param directControl ADE(0)
 * @param directTreated ADE(1)
 * @param indirect the mean of ACME(0) and ACME(1)
 * @param direct the mean of ADE(0) and ADE(1)
 * @param interaction ACME(1) less ACME(0); 0 where the effect of the mediator is the same in both arms
 * @param glance what they were made from
 * @param cautions reasons for care
 */
public record NaturalEffects(
        String mediator,
        Kind kind,
        Estimate total,
        Estimate indirectControl,
        Estimate indirectTreated,
        Estimate directControl,
        Estimate directTreated,
        Estimate indirect,
        Estimate direct,
        Estimate interaction,
        Glance glance,
        List<Caution> cautions) {

    /** What the effects are effects of. */
    public enum Kind {
        /** Of each unit's own mediator as it would be in the other arm. */
        NATURAL("natural"),
        /** Of a mediator drawn at random as it is distributed in the other arm. */
        INTERVENTIONAL("interventional");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /**
         * The name in words.
         *
         * @return {@code natural} or {@code interventional}
         */
        public String label() {
            return label;
        }
    }

    /** Copies the cautions. */
    public NaturalEffects {
        cautions = List.copyOf(cautions);
    }

    static NaturalEffects of(MediationAnalysis analysis, PathData data, String mediator, long key) {
        PathModel model = data.model;
        String treatment = model.treatment();
        String outcome = model.outcome();
        requireArrow(model, treatment, outcome);
        requireArrow(model, mediator, outcome);
        PathSystem system = PathSystem.interacting(data, analysis.covariance(), Set.of(mediator));
        Polynomial toMediator = sum(system, model.graph().paths(treatment, mediator));
        Polynomial onOutcome = sum(system, model.graph().paths(mediator, outcome));
        Polynomial past = sum(
                system,
                model.paths().stream().filter(path -> !path.contains(mediator)).toList());
        Polynomial h = system.arrow(treatment + PathSystem.TIMES + mediator, outcome);
        // Means lie on every regression, so that the mean mediator of control is that of all less what treatment moved
        // it by.
        Polynomial control = system.meanOf(mediator).minus(toMediator.times(system.meanOf(treatment)));
        Polynomial acme0 = toMediator.times(onOutcome);
        Polynomial change = toMediator.times(h);
        Polynomial acme1 = acme0.plus(change);
        Polynomial ade0 = past.plus(h.times(control));
        Polynomial ade1 = ade0.plus(change);
        EffectInference inference = new EffectInference(system, analysis.interval(), analysis.draws(), key);
        Kind kind = postTreatmentConfounders(model, mediator).isEmpty() ? Kind.NATURAL : Kind.INTERVENTIONAL;
        return new NaturalEffects(
                mediator,
                kind,
                inference.estimate(Estimand.ATE, "total", acme1.plus(ade0)),
                inference.estimate(Estimand.INDIRECT_EFFECT, "ACME(0)", acme0),
                inference.estimate(Estimand.INDIRECT_EFFECT, "ACME(1)", acme1),
                inference.estimate(Estimand.DIRECT_EFFECT, "ADE(0)", ade0),
                inference.estimate(Estimand.DIRECT_EFFECT, "ADE(1)", ade1),
                inference.estimate(
                        Estimand.INDIRECT_EFFECT, "ACME", acme0.plus(acme1).times(0.5)),
                inference.estimate(
                        Estimand.DIRECT_EFFECT, "ADE", ade0.plus(ade1).times(0.5)),
                inference.estimate(Estimand.INDIRECT_EFFECT, "interaction", change),
                new Glance(
                        "natural-effects",
                        analysis.covariance().label(data.clusters != null) + "; "
                                + analysis.interval().label(),
                        data.size,
                        data.arms == null ? 0 : data.arms.treated(),
                        data.arms == null ? 0 : data.arms.control(),
                        data.sample.dropped(),
                        data.clusterCount(),
                        Map.of("draws", (double) analysis.draws())),
                cautions(model, data, system, mediator, kind));
    }

    /** A product of two causes is read beside the effect of each alone. */
    private static void requireArrow(PathModel model, String from, String to) {
        if (!model.graph().has(from, to)) {
            throw new IllegalArgumentException(
                    "The effect of a mediator differs between the arms by the product of both in the"
                            + " equation of '" + to + "', and the graph has no arrow " + from + " -> " + to
                            + " there. Add it: the data may find that it is 0.");
        }
    }

    private static Polynomial sum(PathSystem system, List<List<String>> paths) {
        return Polynomial.sum(paths.stream().map(system::along).toList());
    }

    /** What treatment moves and what moves both the mediator and, past it, the outcome. */
    private static Set<String> postTreatmentConfounders(PathModel model, String mediator) {
        Set<String> both = new LinkedHashSet<>(model.graph().ancestors(mediator));
        both.retainAll(model.mediators());
        both.removeIf(other ->
                model.graph().paths(other, model.outcome()).stream().allMatch(path -> path.contains(mediator)));
        return both;
    }

    private static List<Caution> cautions(
            PathModel model, PathData data, PathSystem system, String mediator, Kind kind) {
        List<Caution> cautions = new ArrayList<>();
        Optional<Caution> assumption = Mediation.assumption(model, data);
        assumption.ifPresent(cautions::add);
        if (kind == Kind.INTERVENTIONAL) {
            cautions.add(Caution.of(
                    "interventional-effects",
                    "The treatment moves " + String.join(", ", postTreatmentConfounders(model, mediator))
                            + ", which moves both " + mediator + " and " + model.outcome()
                            + ": natural effects are not identified, and these are interventional ones."));
        }
        cautions.addAll(Mediation.notes(system, data));
        return cautions;
    }

    /**
     * The effects as a fit, for tidy tables.
     *
     * @return total, ACME(0), ACME(1), ADE(0), ADE(1), and the means of the two kinds
     */
    public Fit fit() {
        return new Fit(
                List.of(total, indirectControl, indirectTreated, directControl, directTreated, indirect, direct),
                glance,
                cautions);
    }
}
