package assay.harness;

import assay.Covariates;
import assay.Missing;
import assay.Role;
import assay.data.Datasets;
import assay.dgp.RealRows;
import assay.dgp.SemiSynthetic;
import assay.tablesaw.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Worlds whose covariates are those of real people, and whose treatment and effect are planted. */
public final class SemiSyntheticWorlds {

    private SemiSyntheticWorlds() {}

    /**
     * One world for each table.
     *
     * @param size units of a draw
     * @return lalonde, star and jobs
     */
    public static List<SemiSynthetic> all(int size) {
        return List.of(lalonde(size), star(size), jobs(size));
    }

    /**
     * The world of a name.
     *
     * @param name such as {@code semi-synthetic-lalonde}
     * @param size units of a draw
     * @return empty if there is none; no other table is read
     */
    public static Optional<SemiSynthetic> named(String name, int size) {
        return switch (name) {
            case "semi-synthetic-lalonde" -> Optional.of(lalonde(size));
            case "semi-synthetic-star" -> Optional.of(star(size));
            case "semi-synthetic-jobs" -> Optional.of(jobs(size));
            default -> Optional.empty();
        };
    }

    /**
     * The men of the job training programme and of the survey, with what they earned before.
     *
     * @param size units of a draw
     * @return the world
     */
    public static SemiSynthetic lalonde(int size) {
        return world("lalonde", size, "age", "educ", "race", "married", "nodegree", "re74", "re75");
    }

    /**
     * The pupils of Project STAR who were there in kindergarten and of whom nothing used is missing.
     *
     * @param size units of a draw
     * @return the world
     */
    public static SemiSynthetic star(int size) {
        return world("star", size, "gender", "lunchk", "schoolk", "experiencek");
    }

    /**
     * The unemployed workers of JOBS II before the workshop.
     *
     * @param size units of a draw
     * @return the world
     */
    public static SemiSynthetic jobs(int size) {
        return world("jobs", size, "econ_hard", "depress1", "sex", "age", "nonwhite", "educ", "income");
    }

    /** Rows with a missing value are left out, and levels but the first become indicators. */
    private static SemiSynthetic world(String data, int size, String... columns) {
        Covariates covariates = Tables.sample(
                        Datasets.load(data, Set.of(columns)), Map.of(Role.COVARIATE, List.of(columns)), Missing.DROP)
                .covariates();
        return SemiSynthetic.standard(new RealRows(data, covariates.names(), covariates.columns()), size);
    }
}
