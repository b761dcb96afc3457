package assay.data.experiment;

/** Names and texts in SQL. */
final class Sql {

    private Sql() {}

    static String name(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }
}
