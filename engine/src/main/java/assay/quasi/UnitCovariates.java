package assay.quasi;

import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;

/** The covariates of units, standardised, after a constant. They must not change over time. */
final class UnitCovariates {

    private final double[][] rows;

    private UnitCovariates(double[][] rows) {
        this.rows = rows;
    }

    static UnitCovariates of(Sample sample, Panel panel) {
        List<Column> columns = sample.columns(Role.COVARIATE);
        for (Column column : columns) {
            constant(column, panel);
        }
        Covariates covariates = Covariates.of(columns);
        int n = panel.units();
        double[][] rows = new double[n][covariates.count() + 1];
        for (int j = 0; j < covariates.count(); j++) {
            double[] x = covariates.columns()[j];
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                mean += x[panel.row(i, 0)] / n;
            }
            for (int i = 0; i < n; i++) {
                double d = x[panel.row(i, 0)] - mean;
                squares += d * d;
            }
            double sd = Math.sqrt(squares / n);
            for (int i = 0; i < n; i++) {
                rows[i][j + 1] = sd > 0 ? (x[panel.row(i, 0)] - mean) / sd : 0;
            }
        }
        for (double[] row : rows) {
            row[0] = 1;
        }
        return new UnitCovariates(rows);
    }

    private static void constant(Column column, Panel panel) {
        for (int i = 0; i < panel.units(); i++) {
            int first = panel.row(i, 0);
            for (int t = 1; t < panel.periods(); t++) {
                int row = panel.row(i, t);
                boolean same = column instanceof Column.Numeric numeric
                        ? numeric.values()[row] == numeric.values()[first]
                        : ((Column.Categorical) column).codes()[row] == ((Column.Categorical) column).codes()[first];
                if (!same) {
                    throw new EstimationException(
                            Problem.POST_TREATMENT,
                            "Covariate '" + column.name() + "' of unit '" + panel.unit(i) + "' changes from period "
                                    + Panel.label(panel.time(0)) + " to " + Panel.label(panel.time(t))
                                    + "; what changes after treatment may be its effect, and holding it equal takes part"
                                    + " of the effect away.",
                            "Give each unit the value that it had in the first period, in all its rows.");
                }
            }
        }
    }

    /** The covariates of a unit, the constant first. */
    double[] of(int unit) {
        return rows[unit];
    }
}
