package assay.data.experiment;

import assay.condition.Condition;
import assay.condition.Kind;
import assay.condition.Schema;
import java.sql.SQLException;
import java.util.List;

/** The columns of users as conditions see them. */
final class UserColumns implements Schema {

    private final TableFolder folder;
    private final TableView view;

    UserColumns(TableFolder folder, TableView view) {
        this.folder = folder;
        this.view = view;
    }

    /** The condition in SQL. */
    String sql(Condition condition) {
        return condition.sql(this);
    }

    /** A text that no user has is no mistake: nobody may be a bot today. */
    @Override
    public boolean open() {
        return true;
    }

    @Override
    public List<String> columns() {
        return view.names();
    }

    @Override
    public Kind kind(String column) {
        return switch (view.stored(column)) {
            case NUMBER -> Kind.NUMBER;
            case TEXT -> isNumber(column) ? Kind.NUMBER : Kind.TEXT;
            default -> Kind.TEXT;
        };
    }

    /** Whether text that is not empty is all numbers, as columns of numbers in CSV are. */
    boolean isNumber(String column) {
        String text = Values.text(Sql.name(column));
        long[] counts =
                counts("SELECT count(" + text + "), count(TRY_CAST(" + text + " AS DOUBLE)) FROM " + view.from());
        return counts[0] > 0 && counts[0] == counts[1];
    }

    private long[] counts(String sql) {
        try {
            return folder.counts(sql);
        } catch (SQLException e) {
            throw TableFolder.unreadable(view.where(), e);
        }
    }

    @Override
    public List<String> levels(String column) {
        String text = Values.text(Sql.name(column));
        try {
            return folder.texts(
                    "SELECT DISTINCT " + text + " FROM " + view.from() + " WHERE " + text + " IS NOT NULL ORDER BY 1");
        } catch (SQLException e) {
            throw TableFolder.unreadable(view.where(), e);
        }
    }
}
