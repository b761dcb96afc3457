package assay.data;

import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.condition.Condition;
import assay.condition.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The queries behind {@link GroupStatistics}. */
final class GroupQuery {

    /** A name that no column of a file has, as those are stripped. */
    private static final String MISSING = "\"missing \"";

    private final FileSource source;
    private final List<String> by;
    private final List<String> columns;
    private final Optional<Condition> where;
    private final Set<String> used = new LinkedHashSet<>();
    private final String rows;
    private double[] origin = new double[0];

    GroupQuery(FileSource source, List<String> by, List<String> columns, Optional<Condition> where) {
        this.source = source;
        this.by = by;
        this.columns = columns;
        this.where = where;
        used.addAll(by);
        used.addAll(columns);
        for (String column : columns) {
            if (source.kind(column) == Kind.TEXT) {
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + column + "' holds text, which has no mean.",
                        "Choose a numeric column or recode it to numbers.");
            }
        }
        Set<String> read = new LinkedHashSet<>(used);
        where.ifPresent(condition -> read.addAll(condition.columns()));
        String incomplete =
                String.join(" OR ", used.stream().map(this::isMissing).toList());
        this.rows = "(SELECT *, " + incomplete + " AS " + MISSING + " FROM (" + source.select(read) + ")"
                + where.map(condition -> " WHERE " + condition.sql(source)).orElse("") + ")";
    }

    private String isMissing(String column) {
        String quoted = DuckDb.identifier(column);
        return source.kind(column) == Kind.TEXT
                ? quoted + " IS NULL"
                : "(" + quoted + " IS NULL OR isnan(" + quoted + "))";
    }

    GroupStatistics run(Missing missing) {
        try (DuckDb duck = DuckDb.repeatable()) {
            origin = means(duck);
            List<RowGroup> groups = new ArrayList<>();
            long dropped = 0;
            try (ResultSet found = duck.query(sql())) {
                while (found.next()) {
                    if (found.getBoolean(1)) {
                        dropped += found.getLong(2);
                    } else {
                        groups.add(group(found));
                    }
                }
            }
            if (dropped > 0 && missing == Missing.FAIL) {
                throw missing(duck);
            }
            if (groups.isEmpty()) {
                throw new EstimationException(
                        where.isPresent() ? Problem.EMPTY_SEGMENT : Problem.TOO_FEW_ROWS,
                        "No row of " + source.file().name() + " is left"
                                + where.map(c -> " where " + c.text()).orElse(" without a missing value") + ".",
                        "Check the condition and the columns.");
            }
            groups.sort((a, b) -> Arrays.compare(a.values(), b.values()));
            return new GroupStatistics(by, columns, groups, dropped);
        } catch (SQLException e) {
            throw source.file().failure(e);
        }
    }

    private double[] means(DuckDb duck) throws SQLException {
        List<String> averages = columns.stream()
                .map(column -> "avg(" + DuckDb.identifier(column) + ")")
                .toList();
        double[] means = new double[columns.size()];
        try (ResultSet found =
                duck.query("SELECT " + String.join(", ", averages) + " FROM " + rows + " WHERE NOT " + MISSING)) {
            found.next();
            for (int j = 0; j < means.length; j++) {
                double mean = found.getDouble(j + 1);
                means[j] = found.wasNull() ? 0 : mean; // no row at all
                if (!Double.isFinite(means[j])) {
                    throw new EstimationException(
                            Problem.NOT_FINITE,
                            "Column '" + columns.get(j) + "' has an infinite value, which makes every mean infinite.",
                            "Look for divisions by zero.");
                }
            }
        }
        return means;
    }

    private String sql() {
        StringBuilder inner = new StringBuilder("SELECT " + MISSING + " AS m");
        StringBuilder outer = new StringBuilder("SELECT m, count(*)");
        StringBuilder keys = new StringBuilder();
        for (int k = 0; k < by.size(); k++) {
            inner.append(", ")
                    .append(DuckDb.identifier(by.get(k)))
                    .append(" AS k")
                    .append(k);
            keys.append(", k").append(k);
        }
        outer.append(keys);
        for (int j = 0; j < origin.length; j++) {
            inner.append(", ").append(DuckDb.identifier(columns.get(j)));
            inner.append(" - CAST('")
                    .append(origin[j])
                    .append("' AS DOUBLE) AS c")
                    .append(j);
            outer.append(", sum(c").append(j).append(')');
        }
        for (int i = 0; i < origin.length; i++) {
            for (int j = i; j < origin.length; j++) {
                outer.append(", sum(c").append(i).append(" * c").append(j).append(')');
            }
        }
        return outer + " FROM (" + inner + " FROM " + rows + ") GROUP BY m" + keys;
    }

    private RowGroup group(ResultSet found) throws SQLException {
        int at = 2;
        long count = found.getLong(at++);
        List<String> key = new ArrayList<>();
        double[] values = new double[by.size()];
        for (int k = 0; k < values.length; k++, at++) {
            if (source.kind(by.get(k)) == Kind.TEXT) {
                String text = String.valueOf(found.getString(at));
                key.add(text);
                values[k] = Collections.binarySearch(source.levels(by.get(k)), text, Comparator.naturalOrder());
            } else {
                values[k] = found.getDouble(at) + 0.0;
                key.add(label(values[k]));
            }
        }
        int q = origin.length;
        double[] shift = new double[q];
        double[] means = new double[q];
        for (int j = 0; j < q; j++, at++) {
            shift[j] = found.getDouble(at) / count;
            means[j] = origin[j] + shift[j];
        }
        double[][] cross = new double[q][q];
        for (int i = 0; i < q; i++) {
            for (int j = i; j < q; j++, at++) {
                cross[i][j] = found.getDouble(at) - count * shift[i] * shift[j];
                cross[j][i] = cross[i][j];
            }
            cross[i][i] = Math.max(0, cross[i][i]);
        }
        return new RowGroup(key, values, count, means, cross);
    }

    private static String label(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private EstimationException missing(DuckDb duck) throws SQLException {
        List<String> filters = used.stream()
                .map(column -> "count(*) FILTER (WHERE " + isMissing(column) + ")")
                .toList();
        List<String> counts = new ArrayList<>();
        try (ResultSet found = duck.query("SELECT " + String.join(", ", filters) + " FROM " + rows)) {
            found.next();
            int at = 1;
            for (String column : used) {
                long count = found.getLong(at++);
                if (count > 0) {
                    counts.add("'" + column + "' (" + count + ")");
                }
            }
        }
        return new EstimationException(
                Problem.MISSING_VALUES,
                "Values are missing in " + String.join(", ", counts)
                        + "; leaving rows out silently would change who is compared.",
                "Find out why they are missing; to leave such rows out, say so.");
    }
}
