package assay.data.experiment;

import java.util.List;

/**
 * What a column of a table may hold.
 *
 * @param name its name
 * @param type what it is
 * @param presence whether it must be there, and every value of it
 * @param least smallest number; ignored for text
 * @param greatest largest number; ignored for text
 * @param values the texts that there can be; empty for any that is not blank
 */
public record ColumnContract(
        String name, Type type, Presence presence, double least, double greatest, List<String> values) {

    /** What a column is, and the type in which it is written. */
    public enum Type {
        /** Text. */
        TEXT("VARCHAR"),
        /** A time in UTC. */
        TIME("TIMESTAMP WITH TIME ZONE"),
        /** A day. */
        DATE("DATE"),
        /** A whole number of one byte, usually 0 or 1. */
        INT8("TINYINT"),
        /** A whole number of two bytes. */
        INT16("SMALLINT"),
        /** A whole number of four bytes. */
        INT32("INTEGER"),
        /** A whole number of eight bytes. */
        INT64("BIGINT"),
        /** A number in single precision. */
        FLOAT("FLOAT"),
        /** A number in double precision. */
        DOUBLE("DOUBLE"),
        /** A list of texts. */
        TEXTS("VARCHAR[]"),
        /** A list of filters. */
        FILTERS("STRUCT(\"column\" VARCHAR, op VARCHAR, \"value\" VARCHAR, \"values\" VARCHAR[])[]");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /**
         * The type in SQL.
         *
         * @return as DuckDB writes it
         */
        public String sql() {
            return sql;
        }

        /**
         * Whether it is a number.
         *
         * @return true if it is
         */
        public boolean isNumber() {
            return isWhole() || this == FLOAT || this == DOUBLE;
        }

        /**
         * Whether it is a whole number.
         *
         * @return true if it is
         */
        public boolean isWhole() {
            return this == INT8 || this == INT16 || this == INT32 || this == INT64;
        }
    }

    /** Whether a column must be there, and every value of it. */
    public enum Presence {
        /** The column and every value. */
        REQUIRED,
        /** The column; values may be missing. */
        NULLABLE,
        /** Neither: other writers leave it out. */
        OPTIONAL
    }

    public ColumnContract {
        values = List.copyOf(values);
    }

    static ColumnContract required(String name, Type type) {
        return of(name, type, Presence.REQUIRED);
    }

    static ColumnContract nullable(String name, Type type) {
        return of(name, type, Presence.NULLABLE);
    }

    static ColumnContract optional(String name, Type type) {
        return of(name, type, Presence.OPTIONAL);
    }

    private static ColumnContract of(String name, Type type, Presence presence) {
        return new ColumnContract(name, type, presence, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of());
    }

    ColumnContract within(double from, double to) {
        return new ColumnContract(name, type, presence, from, to, values);
    }

    ColumnContract atLeastZero() {
        return within(0, Double.POSITIVE_INFINITY);
    }

    ColumnContract flag() {
        return within(0, 1);
    }

    ColumnContract of(String... texts) {
        return new ColumnContract(name, type, presence, least, greatest, List.of(texts));
    }
}
