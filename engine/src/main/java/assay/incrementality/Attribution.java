package assay.incrementality;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Attribution: every conversion of a user who was shown the advertisement is credited to it, as if none of them would have
 * converted without. Given out for the effect on the exposed, it is the mean outcome of the exposed of the treated arm, and too
 * large by what the exposed would have done anyway. Kept because it fails.
 */
public record Attribution() implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return without options
     */
    public static Attribution standard() {
        return new Attribution();
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        AdSample rows = AdSample.of(sample);
        double[] y = rows.outcome();
        double[] d = rows.exposure();
        double[] z = rows.arms().indicator();
        double sum = 0;
        int exposed = 0;
        for (int i = 0; i < y.length; i++) {
            if (z[i] == 1 && d[i] == 1) {
                sum += y[i];
                exposed++;
            }
        }
        if (exposed < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    exposed + " units of the treated arm were exposed; a mean with its error needs two.",
                    "Check the column of the exposure.");
        }
        double mean = sum / exposed;
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            if (z[i] == 1 && d[i] == 1) {
                squares += (y[i] - mean) * (y[i] - mean);
            }
        }
        if (!(squares > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Column '" + sample.column(Role.OUTCOME).name() + "' does not vary among the " + exposed
                            + " exposed units of the treated arm; their mean has no error to be told.",
                    "Collect more data.");
        }
        double error = Math.sqrt(squares / (exposed - 1.0) / exposed);
        return new Fit(
                List.of(Estimate.studentT(target(), rows.arms().contrast(), mean, error, exposed - 1.0)),
                Glance.of("attribution", "t of the mean of the exposed", sample, rows.arms(), Map.of("exposed", (double)
                        exposed)),
                List.of());
    }
}
