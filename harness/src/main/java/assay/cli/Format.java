package assay.cli;

/** How rows are printed. */
enum Format {
    /** Aligned columns, six digits. */
    TABLE,
    /** Comma-separated values at full precision. */
    CSV,
    /** JSON at full precision, undefined as null. */
    JSON,
    /** A Markdown table. */
    MD
}
