package assay.data;

import java.util.Locale;

/** Why data cannot be had or read; each problem has a stable code that the user guide explains. */
public enum DataProblem {
    /** There is no such file. */
    FILE_MISSING,
    /** The file has no rows. */
    FILE_EMPTY,
    /** The content is not a table that can be read. */
    FILE_FORMAT,
    /** Two columns share a name. */
    DUPLICATE_COLUMN,
    /** A column that was named is not in the file. */
    UNKNOWN_COLUMN,
    /** A column has a type that no method can use as it is: nested, binary, or more digits than a number here keeps. */
    COLUMN_TYPE,
    /** No data set has this name. */
    UNKNOWN_DATASET,
    /** A file could not be downloaded or stored, or has not been yet. */
    DOWNLOAD_FAILED,
    /** A file is not the one that its card describes. */
    VERIFICATION_FAILED;

    /**
     * The stable code.
     *
     * @return kebab case, such as {@code file-missing}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
