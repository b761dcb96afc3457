package assay.harness;

import assay.Missing;
import assay.Role;
import assay.data.Datasets;
import assay.tablesaw.Tables;
import java.util.List;
import java.util.Map;

/** Real tables on which A/A size is tested. */
final class RealTables {

    private RealTables() {}

    /** The jobs field experiment with three covariates measured before assignment. */
    static Method.RealTable jobs() {
        return new Method.RealTable(
                "jobs",
                "Shuffles who of the unemployed workers of JOBS II was invited to the workshop; the outcome is "
                        + "depress2, the covariates are econ_hard, sex and age.",
                () -> Tables.sample(
                        Datasets.load("jobs"),
                        Map.of(
                                Role.OUTCOME, List.of("depress2"),
                                Role.ASSIGNMENT, List.of("treat"),
                                Role.COVARIATE, List.of("econ_hard", "sex", "age")),
                        Missing.FAIL));
    }
}
