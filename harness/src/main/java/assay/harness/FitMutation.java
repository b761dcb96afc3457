package assay.harness;

import assay.Estimate;
import assay.Fit;
import assay.Inference;
import assay.Normal;
import assay.StudentT;
import java.util.List;
import java.util.Locale;

/** Damage that every fit can suffer. */
final class FitMutation {

    private FitMutation() {}

    /** Claims a smaller standard error than was found. */
    static Control<Fit> scaledError(double factor) {
        String name = String.format(Locale.ROOT, "se-times-%s", factor);
        return Control.mutant(name, "the standard error times " + factor, fit -> changed(fit, 0, factor));
    }

    /** Moves the estimate by a share of its standard error. */
    static Control<Fit> shifted(double share) {
        String name = String.format(Locale.ROOT, "shift-%s-se", share);
        return Control.mutant(
                name, "the estimate moved up by " + share + " standard errors", fit -> changed(fit, share, 1));
    }

    private static Fit changed(Fit fit, double shift, double factor) {
        Estimate estimate = fit.estimate();
        double value = estimate.value() + shift * estimate.stdError();
        double stdError = estimate.stdError() * factor;
        Inference inference = estimate.inference() instanceof StudentT t
                ? new StudentT(value, stdError, t.degreesOfFreedom())
                : new Normal(value, stdError);
        return new Fit(
                List.of(new Estimate(estimate.estimand(), estimate.term(), value, stdError, inference)),
                fit.glance(),
                List.of());
    }
}
