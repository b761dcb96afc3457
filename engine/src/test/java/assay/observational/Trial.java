package assay.observational;

import assay.Role;
import assay.Sample;
import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;

/** A confounded sample with effect 2: log-odds {@code 0.5 x0}, outcome {@code x0^2 + x1 + 2 t + N(0, 1)}. */
final class Trial {

    final double[][] x;
    final double[] propensity;
    final double[] arm;
    final double[] outcome;

    Trial(int size, long key) {
        this(size, key, 0.5);
    }

    Trial(int size, long key, double confounding) {
        Philox random = new Philox(key, 0, 0);
        x = new double[3][size];
        for (double[] column : x) {
            random.normals(column);
        }
        propensity = new double[size];
        arm = new double[size];
        outcome = new double[size];
        for (int i = 0; i < size; i++) {
            propensity[i] = 1 / (1 + FastMath.exp(-confounding * x[0][i]));
            arm[i] = random.nextDouble() < propensity[i] ? 1 : 0;
            outcome[i] = x[0][i] * x[0][i] + x[1][i] + 2 * arm[i] + random.nextGaussian();
        }
    }

    Sample sample() {
        return sample(outcome, arm);
    }

    Sample sample(double[] y, double[] t) {
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .covariate("x0", x[0])
                .covariate("x1", x[1])
                .covariate("x2", x[2])
                .build();
    }

    Sample designed() {
        return Sample.builder()
                .outcome("y", outcome)
                .assignment("t", arm)
                .add(Role.PROPENSITY, "e", propensity)
                .build();
    }
}
