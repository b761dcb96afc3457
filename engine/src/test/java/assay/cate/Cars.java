package assay.cate;

import assay.Glance;
import assay.Mtcars;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An effect surface that is written down, on the rows of R's mtcars, so that evaluation can be compared with R's. */
final class Cars {

    static final double[] GEAR = {
        4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 4, 4, 4, 3, 3, 3, 3, 3, 4, 5, 5, 5, 5, 5, 4
    };
    static final double[] QSEC = {
        16.46, 17.02, 18.61, 19.44, 17.02, 20.22, 15.84, 20.00, 22.90, 18.30, 18.90, 17.40, 17.60, 18.00, 17.98, 17.82,
        17.42, 19.47, 18.52, 19.90, 20.01, 16.87, 17.30, 15.41, 17.05, 18.90, 16.70, 16.90, 14.50, 15.50, 14.60, 18.60
    };

    private Cars() {}

    /** mpg by am; e = .2 + .25 (gear - 3), m0 = 30 - 4 wt, m1 = 36 - 5 wt, predicted effects hp / 100. */
    static CateFit fit(double @Nullable [] cluster, double @Nullable [] weight) {
        double[] e = new double[32];
        double[] treated = new double[32];
        double[] control = new double[32];
        double[] effects = new double[32];
        int[] of = new int[32];
        for (int i = 0; i < 32; i++) {
            e[i] = .2 + .25 * (GEAR[i] - 3);
            treated[i] = 36 - 5 * Mtcars.wt()[i];
            control[i] = 30 - 4 * Mtcars.wt()[i];
            effects[i] = Mtcars.hp()[i] / 100;
            of[i] = cluster == null ? 0 : (int) cluster[i];
        }
        return of(
                effects,
                new OrthogonalScores(
                        Mtcars.mpg(), Mtcars.am(), e, treated, control, cluster == null ? null : of, weight));
    }

    static CateFit of(double[] effects, OrthogonalScores scores) {
        CateModel none = new CateModel() {
            @Override
            public int features() {
                return 1;
            }

            @Override
            public boolean hasVariance() {
                return false;
            }

            @Override
            public void predict(double[][] columns, int[] rows, double[] out, double @Nullable [] variances) {
                for (int row : rows) {
                    out[row] = columns[0][row];
                }
            }
        };
        Glance glance = new Glance("written", "none", scores.size(), 0, 0, 0, 0, Map.of());
        return new CateFit(effects, null, new boolean[effects.length], scores, none, glance, List.of());
    }

    /** Predictions and doubly robust scores as given: half the rows are treated, and residuals are 0. */
    static CateFit ranked(double[] effects, double[] score) {
        int n = score.length;
        double[] arm = new double[n];
        double[] outcome = new double[n];
        double[] half = new double[n];
        for (int i = 0; i < n; i++) {
            arm[i] = i % 2;
            outcome[i] = arm[i] * score[i];
            half[i] = .5;
        }
        return of(effects, new OrthogonalScores(outcome, arm, half, score.clone(), new double[n], null, null));
    }
}
