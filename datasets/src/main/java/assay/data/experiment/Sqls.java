package assay.data.experiment;

/** Texts in SQL. */
final class Sqls {

    private Sqls() {}

    static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }
}
