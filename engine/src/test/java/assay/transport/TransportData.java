package assay.transport;

import assay.Column;
import assay.Role;
import assay.Sample;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** Forty units of an experiment and twenty of a target, by a formula that other software can follow. */
final class TransportData {

    static final int ROWS = 60;

    private TransportData() {}

    static double[] experiment() {
        double[] s = new double[ROWS];
        for (int i = 0; i < 40; i++) {
            s[i] = 1;
        }
        return s;
    }

    static Sample.Builder base() {
        double[] s = experiment();
        double[] x1 = new double[ROWS];
        double[] x2 = new double[ROWS];
        double[] a = new double[ROWS];
        double[] y = new double[ROWS];
        for (int k = 0; k < ROWS; k++) {
            double i = k + 1.0;
            x1[k] = s[k] == 1 ? FastMath.sin(i) : 0.6 * FastMath.sin(i) + 0.3;
            x2[k] = FastMath.cos(1.7 * i);
            a[k] = s[k] == 1 ? (k + 1) % 2 : 0;
            y[k] = s[k] == 1
                    ? 1
                            + x1[k]
                            - 0.5 * x2[k]
                            + a[k] * (0.5 + 0.8 * x1[k] + 0.3 * x2[k])
                            + 0.4 * FastMath.sin(3.3 * i * i)
                    : 0;
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", a)
                .add(Role.STRATUM, "experiment", s)
                .covariate("x1", x1)
                .covariate("x2", x2);
    }

    static Sample sample() {
        return base().build();
    }

    static Column.Categorical cells() {
        int[] codes = new int[ROWS];
        for (int k = 0; k < ROWS; k++) {
            int i = k + 1;
            codes[k] = i % 3 == 0 ? 2 : i % 5 < 2 ? 1 : 0;
        }
        return new Column.Categorical("cell", codes, List.of("a", "b", "c"));
    }

    static Sample inCells() {
        return sample().with(Role.COVARIATE, cells());
    }
}
