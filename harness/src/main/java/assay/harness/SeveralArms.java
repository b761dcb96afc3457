package assay.harness;

import assay.Column;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Treated units dealt out over several treatments that all have the effect of the world, so that a world of two arms tests a
 * study of several.
 *
 * @param treatments how many
 * @param study the study of several arms
 */
record SeveralArms(int treatments, Estimator<Fit> study) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return study.target();
    }

    @Override
    public Set<Role> needs() {
        return study.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        double[] indicator = TwoArms.of(sample).indicator();
        int[] codes = new int[indicator.length];
        int dealt = 0;
        for (int i = 0; i < codes.length; i++) {
            if (indicator[i] == 1) {
                codes[i] = 1 + dealt % treatments;
                dealt++;
            }
        }
        List<String> levels = new ArrayList<>(List.of("control"));
        for (int a = 1; a <= treatments; a++) {
            levels.add("treatment " + a);
        }
        return study.estimate(sample.with(Role.ASSIGNMENT, new Column.Categorical("arm", codes, levels)), random);
    }
}
