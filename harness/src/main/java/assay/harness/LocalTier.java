package assay.harness;

import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;

/**
 * How sharp a local certificate is when nobody says: by the work of one replicate, counted and not timed, so that the
 * answer is the same on every machine.
 */
final class LocalTier {

    private static final double[] CLOSED_FORM = {2e5, 3e6, 5e7};
    private static final double[] LEARNERS = {0, 5e4, 5e5};
    /** A method that draws arms or weights again does so about a thousand times in each replicate. */
    private static final double REDRAWS = 1000;

    private static final double MOST_REDRAWN = 2e6;

    private LocalTier() {}

    static Tier of(Method<Fit> method, Sample sample) {
        boolean adjusts = method.estimator().needs().contains(Role.COVARIATE);
        double columns = 1 + (adjusts ? sample.covariates().count() : 0);
        double work = sample.size() * columns * columns;
        double[] limits = method.tier() == Tier.A ? CLOSED_FORM : LEARNERS;
        if (work <= limits[0]) {
            return Tier.A;
        }
        if (work <= limits[1]) {
            return Tier.B;
        }
        return work <= limits[2] ? Tier.C : Tier.D;
    }

    /** Whether a whole trial would take many minutes. */
    static boolean slow(Method<Fit> method, Sample sample) {
        if (method.estimator().getClass().getPackageName().equals("assay.resampling")) {
            return sample.size() * REDRAWS > MOST_REDRAWN;
        }
        double columns = 1 + sample.covariates().count();
        return method.tier() != Tier.A && sample.size() * columns * columns > 2e5;
    }
}
