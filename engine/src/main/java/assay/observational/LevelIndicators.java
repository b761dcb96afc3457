package assay.observational;

import assay.Column;
import assay.Covariates;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;

/** Covariates with an indicator for every level of a categorical one, for tables that people read. */
final class LevelIndicators {

    private LevelIndicators() {}

    static Covariates of(Sample sample) {
        List<Column> columns = new ArrayList<>();
        for (Column column : sample.columns(Role.COVARIATE)) {
            if (column instanceof Column.Categorical categorical) {
                for (int level = 0; level < categorical.levels().size(); level++) {
                    double[] indicator = new double[categorical.size()];
                    boolean occurs = false;
                    for (int i = 0; i < indicator.length; i++) {
                        indicator[i] = categorical.codes()[i] == level ? 1 : 0;
                        occurs |= indicator[i] == 1;
                    }
                    if (occurs) {
                        columns.add(new Column.Numeric(
                                column.name() + "_" + categorical.levels().get(level), indicator));
                    }
                }
            } else {
                columns.add(column);
            }
        }
        return Covariates.of(columns);
    }
}
