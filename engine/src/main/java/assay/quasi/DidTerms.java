package assay.quasi;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.StudentT;
import java.util.ArrayList;
import java.util.List;

/** Estimates, and the effects that they are of, in one order. */
final class DidTerms {

    private final DidDispersion dispersion;
    private final String outcome;
    private final List<Estimate> estimates = new ArrayList<>();
    private final List<DidEffect> effects = new ArrayList<>();

    DidTerms(DidDispersion dispersion, String outcome) {
        this.dispersion = dispersion;
        this.outcome = outcome;
    }

    List<Estimate> estimates() {
        return estimates;
    }

    List<DidEffect> effects() {
        return effects;
    }

    /** An effect by itself. */
    void one(String term, DidEffect effect) {
        StudentT t = inference(term, effect);
        estimates.add(new Estimate(Estimand.ATT, term, t.value(), t.stdError(), t));
        effects.add(effect);
    }

    /** Effects with intervals that hold all of them at once. */
    void family(Estimand estimand, List<DidAggregates.Part> parts, long key) {
        int n = parts.size();
        List<StudentT> own = new ArrayList<>();
        for (DidAggregates.Part part : parts) {
            own.add(inference(part.term(), part.effect()));
        }
        double[][] correlation = dispersion.covariance(
                parts.stream().map(DidAggregates.Part::effect).toList());
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                correlation[a][b] /= own.get(a).stdError() * own.get(b).stdError();
            }
        }
        Band band = new Band(correlation, key);
        for (int a = 0; a < n; a++) {
            StudentT t = own.get(a);
            estimates.add(new Estimate(
                    estimand, parts.get(a).term(), t.value(), t.stdError(), new FamilyInference(t, band, n)));
            effects.add(parts.get(a).effect());
        }
    }

    private StudentT inference(String term, DidEffect effect) {
        double variance = dispersion.covariance(effect, effect);
        if (!(variance > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + outcome + "' changes by the same amount in all units that effect '" + term
                            + "' compares, or they are too few to tell; it has no standard error.",
                    "Leave out cohorts of one unit, or check the outcome.");
        }
        return new StudentT(effect.value(), Math.sqrt(variance), dispersion.degreesOfFreedom(effect));
    }
}
