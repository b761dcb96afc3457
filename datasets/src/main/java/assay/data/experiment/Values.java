package assay.data.experiment;

import java.util.Locale;
import java.util.Set;

/** How values of a column are read in SQL, by the type that it is stored as. */
enum Values {
    /** Stored as a number or a truth value. */
    NUMBER,
    /** Stored as text, as all of CSV is. */
    TEXT,
    /** Stored as a time or a date. */
    TIME,
    /** Stored as a time with its zone. */
    ZONED_TIME,
    /** Stored as anything else: lists, structures, bytes. */
    OTHER;

    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE",
            "BOOLEAN",
            "NULL",
            "\"NULL\"");

    static Values of(String type) {
        String bare = type.toUpperCase(Locale.ROOT);
        if (NUMBERS.contains(bare) || bare.startsWith("DECIMAL(")) {
            return NUMBER;
        }
        if (bare.equals("TIMESTAMP WITH TIME ZONE")) {
            return ZONED_TIME;
        }
        if (bare.startsWith("TIMESTAMP") || bare.equals("DATE")) {
            return TIME;
        }
        return bare.equals("VARCHAR") || bare.startsWith("ENUM") || bare.equals("UUID") ? TEXT : OTHER;
    }

    /** Text without the spaces around it; null where there is none. */
    static String text(String column) {
        return "nullif(trim(CAST(" + column + " AS VARCHAR)), '')";
    }

    /** A double; null where missing or not a number. */
    String number(String column) {
        String value = this == TEXT
                ? "TRY_CAST(nullif(" + text(column) + ", 'NA') AS DOUBLE)"
                : "CAST(" + column + " AS DOUBLE)";
        return "nullif(" + value + ", CAST('NaN' AS DOUBLE))";
    }

    /** Microseconds since 1970, UTC; null where missing or no time. */
    String micros(String column) {
        return switch (this) {
            case ZONED_TIME -> "epoch_us(" + column + ")";
            case TEXT -> "epoch_us(TRY_CAST(nullif(" + text(column) + ", 'NA') AS TIMESTAMP))";
            default -> "epoch_us(CAST(" + column + " AS TIMESTAMP))";
        };
    }

    /** Whether text is there and is no value of its kind. */
    static String unreadable(String column, String value) {
        return text(column) + " IS NOT NULL AND " + text(column) + " <> 'NA' AND lower(" + text(column)
                + ") <> 'nan' AND " + value + " IS NULL";
    }
}
