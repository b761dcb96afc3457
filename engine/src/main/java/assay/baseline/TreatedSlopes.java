package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.ArrayRows;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Who does well when treated taken for who responds: the slopes of the outcome on the covariates among the treated, as if they were slopes
 * of the effect. They hold what the covariates do without treatment, too. Kept because it fails.
 */
public record TreatedSlopes() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.COEFFICIENT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        TwoArms arms = TwoArms.of(sample);
        int[] rows = new int[arms.treated()];
        int count = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (arms.indicator()[i] == 1) {
                rows[count++] = i;
            }
        }
        Sample treated = sample.rows(rows);
        double[][] covariates = treated.covariates().columns();
        double[][] columns = new double[covariates.length + 1][];
        columns[0] = treated.outcome();
        System.arraycopy(covariates, 0, columns, 1, covariates.length);
        List<String> names = treated.covariates().names();
        LinearFit line = LinearModel.fit(ArrayRows.of(LinearSpec.ols(List.of("outcome"), names), columns));
        List<Estimate> terms = new ArrayList<>();
        for (int t = 0; t < line.terms().size(); t++) {
            double[] contrast = new double[line.terms().size()];
            contrast[t] = 1;
            terms.add(
                    line.estimate(target(), t == 0 ? "intercept" : line.terms().get(t), 0, contrast, Covariance.HC3));
        }
        return new Fit(
                terms,
                new Glance(
                        "treated-slopes",
                        Covariance.HC3.label() + ", t",
                        sample.size(),
                        arms.treated(),
                        arms.control(),
                        sample.dropped(),
                        0,
                        Map.of()),
                List.of());
    }
}
