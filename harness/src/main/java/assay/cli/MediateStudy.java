package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Sample;
import assay.mediation.ErrorCorrelation;
import assay.mediation.Family;
import assay.mediation.GeneralisedMediation;
import assay.mediation.MediatedEffect;
import assay.mediation.Mediation;
import assay.mediation.MediationAnalysis;
import assay.mediation.MediatorEffect;
import assay.mediation.NaturalEffects;
import assay.mediation.PathModel;
import assay.mediation.Share;
import assay.mediation.TotalCheck;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked about the paths of an effect.
 *
 * @param model what moves what
 * @param sample the data
 * @param analysis how paths are estimated
 * @param mediator the mediator that is asked about, empty for all
 * @param family model of the outcome
 * @param mediatorFamily model of the mediator
 * @param interaction whether the effect of the mediator may differ between the arms
 * @param shares whether shares are asked for
 * @param level of intervals
 * @param seed of the draws
 */
record MediateStudy(
        PathModel model,
        Sample sample,
        MediationAnalysis analysis,
        String mediator,
        Family family,
        Family mediatorFamily,
        boolean interaction,
        boolean shares,
        double level,
        long seed) {

    private static final double VISIBLE = 1e-12;

    MediateReport report(boolean sensitivity) {
        if (family != Family.GAUSSIAN || mediatorFamily != Family.GAUSSIAN) {
            return simulated(sensitivity);
        }
        Mediation mediation = analysis.analyze(sample, random());
        List<Estimate> terms = new ArrayList<>(List.of(mediation.total()));
        List<Caution> cautions = new ArrayList<>(mediation.cautions());
        List<String> lines = new ArrayList<>(List.of(identity(mediation.check())));
        String kind = "paths";
        Glance glance = mediation.glance();
        if (interaction) {
            NaturalEffects natural = analysis.interacting(one("--interaction"), sample, random());
            Fit fit = natural.fit();
            terms = new ArrayList<>(fit.terms());
            terms.add(natural.interaction());
            cautions = new ArrayList<>(fit.cautions());
            glance = natural.glance();
            kind = natural.kind().label() + " effects through " + natural.mediator();
            lines = new ArrayList<>(List.of(String.format(
                    Locale.ROOT,
                    "interaction: ACME(1) - ACME(0) = %s (p = %.2g); total = ACME(1) + ADE(0) = ACME(0) + ADE(1)",
                    Rows.brief(natural.interaction().value()),
                    natural.interaction().inference().pValue(0))));
        } else {
            terms.addAll(mediation.paths());
            if (!mediator.isEmpty() && model.mediators().size() > 1) {
                MediatedEffect through = mediation.through(mediator);
                terms.add(through.through());
                terms.add(through.past());
            }
        }
        List<Share> parts = shares ? shares(mediation, lines) : List.of();
        Optional<ErrorCorrelation> errors = sensitivity ? errors(mediation, lines) : Optional.empty();
        return new MediateReport(this, kind, terms, glance, cautions, lines, parts, errors, Optional.of(mediation));
    }

    private Philox random() {
        return new Philox(seed, 0, 3);
    }

    private MediateReport simulated(boolean sensitivity) {
        if (shares || sensitivity) {
            throw new IllegalArgumentException("--" + (shares ? "shares" : "sensitivity")
                    + " is of linear models; leave it out, or take --family gaussian.");
        }
        if (!model.graph().has(model.treatment(), model.outcome())) {
            throw new IllegalArgumentException("Models that are not linear keep the effect of '" + model.treatment()
                    + "' past the mediator; add the arrow " + model.treatment() + " -> " + model.outcome()
                    + " to the graph.");
        }
        GeneralisedMediation method = new GeneralisedMediation(
                mediatorFamily,
                family,
                interaction ? MediatorEffect.BY_ARM : MediatorEffect.SAME,
                analysis.interval(),
                analysis.draws());
        Fit fit = method.estimate(sample, random());
        String kind = "natural effects through " + one("--family") + ", "
                + mediatorFamily.name().toLowerCase(Locale.ROOT) + " mediator and "
                + family.name().toLowerCase(Locale.ROOT) + " outcome";
        return new MediateReport(
                this,
                kind,
                fit.terms(),
                fit.glance(),
                fit.cautions(),
                List.of("total = ACME(1) + ADE(0) = ACME(0) + ADE(1); effects are differences in mean outcomes"),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private String one(String option) {
        if (mediator.isEmpty()) {
            throw new IllegalArgumentException(option + " is about one mediator"
                    + (model.mediators().isEmpty()
                            ? ", and the graph has none."
                            : "; name it: --mediator " + String.join(" or ", model.mediators()) + "."));
        }
        return mediator;
    }

    /** Whether the paths add up to the total, in words. */
    private static String identity(TotalCheck check) {
        if (check.identity()) {
            return String.format(
                    Locale.ROOT,
                    "identity: the paths add up to the coefficient of one regression, %s (difference %.1e); standard error by"
                            + " HC0 %s from all equations, %s from the one (difference %.1e)",
                    Rows.brief(check.reducedForm()),
                    check.difference(),
                    Rows.brief(check.pathSumError()),
                    Rows.brief(check.reducedFormError()),
                    check.pathSumError() - check.reducedFormError());
        }
        return String.format(
                Locale.ROOT,
                "total: the paths add up to %s, one regression gives %s; the graph's missing arrows make the difference of %s"
                        + " (standard error %s, p = %.2g)",
                Rows.brief(check.pathSum()),
                Rows.brief(check.reducedForm()),
                Rows.brief(check.difference()),
                Rows.brief(check.differenceError()),
                check.pValue());
    }

    private List<Share> shares(Mediation mediation, List<String> lines) {
        try {
            List<Share> parts = mediation.shares();
            lines.add("shares: causal attribution under sequential ignorability; Fieller intervals");
            if (parts.stream().anyMatch(s -> s.value() < -VISIBLE || s.value() > 1 + VISIBLE)) {
                lines.add(
                        "shares: some are below 0 or above 1, as paths of opposite signs cancel: what one adds another"
                                + " takes away");
            }
            return parts;
        } catch (EstimationException e) {
            if (e.problem() != Problem.ZERO_DENOMINATOR) {
                throw e;
            }
            lines.add("shares refused: " + e.getMessage() + " [" + e.problem().code() + "]");
            return List.of();
        }
    }

    private Optional<ErrorCorrelation> errors(Mediation mediation, List<String> lines) {
        Set<String> asked = new LinkedHashSet<>(mediator.isEmpty() ? model.mediators() : List.of(mediator));
        Optional<ErrorCorrelation> first = Optional.empty();
        for (String one : asked) {
            try {
                ErrorCorrelation errors = mediation.sensitivity(one);
                lines.add("sensitivity: " + errors.words(level));
                first = first.isPresent() ? first : Optional.of(errors);
            } catch (EstimationException e) {
                if (!mediator.isEmpty() || e.problem() != Problem.UNSUITABLE_METHOD) {
                    throw e;
                }
                lines.add("sensitivity: " + e.getMessage());
            }
        }
        return first;
    }
}
