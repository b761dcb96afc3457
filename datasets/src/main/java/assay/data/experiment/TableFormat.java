package assay.data.experiment;

/** What the tables of an experiment are written as. */
public enum TableFormat {
    /** A Parquet file for each, compressed by zstd. */
    PARQUET,
    /** A CSV file for each. */
    CSV,
    /** One DuckDB file with all of them. */
    DUCKDB
}
