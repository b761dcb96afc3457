package assay.data.experiment;

import assay.data.DataException;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import java.nio.file.Path;

/**
 * The tables of an experiment, read into its log.
 *
 * <p>The tables are {@code fact_assignments}, and where the plan needs them or they are there {@code dim_users}, {@code
 * fact_opportunities}, {@code fact_exposures}, {@code fact_user_outcomes} and {@code fact_user_day}. Rows may be in any order. Users,
 * first triggers, first exposures and outcomes are joined to assignments by {@code user_id}; sums over days begin on the day of the
 * first trigger, or of assignment where there was none. A user who has no row in a table has missing values there.
 *
 * @param log one row for each assignment of the audience
 * @param summary what was read, and what was left out
 */
public record ExperimentTables(ExperimentLog log, TableSummary summary) {

    /**
     * Reads the log of an experiment.
     *
     * @param path the folder of its Parquet or CSV files, or a DuckDB file with these tables
     * @param plan what was agreed: its columns are read, its audience and exclusions applied
     * @return the log
     * @throws DataException if a table or a column that is needed is not there, cannot be read, or contradicts another
     */
    public static ExperimentLog read(Path path, ExperimentPlan plan) {
        return load(path, plan).log();
    }

    /**
     * Reads the log of an experiment, with the figures of what was left out.
     *
     * @param path the folder of its Parquet or CSV files, or a DuckDB file with these tables
     * @param plan what was agreed
     * @return the log and the figures
     * @throws DataException if a table or a column that is needed is not there, cannot be read, or contradicts another
     */
    public static ExperimentTables load(Path path, ExperimentPlan plan) {
        try (TableFolder folder = TableFolder.open(path)) {
            return new LogReader(folder, plan).read();
        }
    }
}
