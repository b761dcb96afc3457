package assay.data;

import assay.Arguments;
import assay.EstimationException;
import assay.Missing;
import assay.Names;
import assay.Problem;
import assay.streamed.ArmRows;
import assay.streamed.CellCounts;
import assay.streamed.TwoArmStatistics;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBReadableVector;

/**
 * A randomised experiment in a CSV (also gzipped) or Parquet file of any length: one column of arms, others of numbers. It is read in
 * passes by DuckDB, unpacked on the fly and never to disk, with memory that does not grow with the rows.
 *
 * <p>The columns that are used must hold numbers; an empty field and {@code NA} are missing. Of CSV the columns are typed as they are
 * read, so that there is no pass to find out their types, and the line of a value that is no number is named.
 */
public final class LargeTable {

    /** Above so many different rows, outcomes are not counted but summed. */
    private static final int MOST_CELLS = 4096;

    private static final int PROBED = 50_000;
    private static final int BLOCK = 65_536;

    private final ScanFile file;
    private final String from;
    private final String assignment;
    private final List<String> numbers;
    private final int threads;
    private final int megabytes;
    private final String where;

    private LargeTable(
            ScanFile file, String assignment, List<String> numbers, Missing missing, int threads, int megabytes) {
        this.file = file;
        this.from = file.from();
        this.assignment = assignment;
        this.numbers = List.copyOf(numbers);
        this.threads = threads;
        this.megabytes = megabytes;
        this.where = missing == Missing.FAIL ? "" : " WHERE " + complete();
    }

    /**
     * How much of the machine is used.
     *
     * @param threads of DuckDB, at least 1; results do not depend on it
     * @param megabytes of memory that DuckDB may take, at least 128
     */
    public record Resources(int threads, int megabytes) {

        public Resources {
            Arguments.atLeast("threads", threads, 1);
            Arguments.atLeast("megabytes", megabytes, 128);
        }

        /**
         * All cores and 600 MB.
         *
         * @return the usual resources
         */
        public static Resources standard() {
            return new Resources(Runtime.getRuntime().availableProcessors(), 600);
        }
    }

    /**
     * Opens a file.
     *
     * @param path CSV (also gzipped) or Parquet
     * @param assignment the column of arms
     * @param numbers columns of numbers that will be read
     * @param missing what to do about rows with a missing value in any of these columns
     * @param resources how much of the machine is used
     * @return the table, of which no row has been read
     * @throws DataException if there is no such file or column, or the file is cut short
     * @throws EstimationException if a column of a Parquet file holds text
     */
    public static LargeTable open(
            Path path, String assignment, List<String> numbers, Missing missing, Resources resources) {
        Set<String> distinct = new LinkedHashSet<>(numbers);
        if (distinct.size() < numbers.size() || distinct.contains(assignment)) {
            throw new IllegalArgumentException("A column has two roles among " + assignment + ", " + numbers + ".");
        }
        ScanFile file = ScanFile.open(path, distinct);
        file.require(assignment);
        return new LargeTable(file, assignment, numbers, missing, resources.threads(), resources.megabytes());
    }

    private String quoted(String column) {
        return DuckDb.identifier(column);
    }

    private String complete() {
        List<String> tests = new ArrayList<>();
        tests.add(quoted(assignment) + " IS NOT NULL");
        for (String column : numbers) {
            tests.add("NOT isnan(CAST(" + quoted(column) + " AS DOUBLE))");
        }
        return String.join(" AND ", tests);
    }

    /**
     * The name of the file.
     *
     * @return as it was given
     */
    public String name() {
        return file.name();
    }

    /**
     * What the table says of itself under the key {@code assay}.
     *
     * @return empty for CSV, and where it says nothing
     */
    public String label() {
        if (file.isText()) {
            return "";
        }
        String metadata =
                from.replace("read_parquet(", "parquet_kv_metadata(").replace(", hive_partitioning=false", "");
        try (ScanDatabase duck = ScanDatabase.sums(1, 128);
                ResultSet found =
                        duck.query("SELECT decode(value) FROM " + metadata + " WHERE decode(key) = 'assay'")) {
            return found.next() ? found.getString(1) : "";
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Rows by arm and, where they have few different values, by arm and outcomes.
     *
     * @param levels the arms in the order of their names, numbers in their order
     * @param rows the rows of each
     * @param outcomes the columns that were counted; none if they have too many different values
     * @param cells counts of equal rows
     */
    public record Counted(List<String> levels, List<Long> rows, List<String> outcomes, List<Cell> cells) {

        public Counted {
            levels = List.copyOf(levels);
            rows = List.copyOf(rows);
            outcomes = List.copyOf(outcomes);
            cells = List.copyOf(cells);
        }

        /**
         * Equal rows of an arm.
         *
         * @param level the arm
         * @param values of the outcomes
         * @param count how many
         */
        public record Cell(int level, List<Double> values, long count) {

            public Cell {
                values = List.copyOf(values);
            }
        }

        /**
         * Whether outcomes were counted.
         *
         * @return false if they have too many different values
         */
        public boolean exact() {
            return !outcomes.isEmpty();
        }

        /**
         * The counts of two arms.
         *
         * @param control a level
         * @param treated another
         * @return the counts of their rows
         */
        public CellCounts compare(String control, String treated) {
            CellCounts counts = new CellCounts(outcomes);
            int c = levels.indexOf(control);
            int t = levels.indexOf(treated);
            for (Cell cell : cells) {
                if (cell.level() == c || cell.level() == t) {
                    counts.add(
                            cell.level() == t ? 1 : 0,
                            cell.values().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray(),
                            cell.count());
                }
            }
            return counts;
        }
    }

    /**
     * Counts rows, in one pass on all cores: counts are exact whatever the order.
     *
     * @param outcomes columns to count by, some of the numbers
     * @return the counts
     * @throws DataException if the file is damaged or a value is no number
     * @throws EstimationException if values are missing and that is refused, one is infinite, or no row is left
     */
    public Counted count(List<String> outcomes) {
        try (ScanDatabase duck = ScanDatabase.sums(threads, megabytes)) {
            List<String> counted = few(duck, outcomes) ? outcomes : List.of();
            Counted found = count(duck, counted);
            return found.cells().size() > MOST_CELLS && !counted.isEmpty() ? count(duck, List.of()) : found;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private boolean few(ScanDatabase duck, List<String> outcomes) throws SQLException {
        if (outcomes.isEmpty()) {
            return false;
        }
        String columns = outcomes.stream().map(this::quoted).collect(Collectors.joining(", "));
        try (ResultSet found = duck.query("SELECT count(*) FROM (SELECT DISTINCT " + columns + " FROM (SELECT "
                + columns + " FROM " + from + " LIMIT " + PROBED + "))")) {
            found.next();
            return found.getLong(1) <= MOST_CELLS / 8;
        }
    }

    private Counted count(ScanDatabase duck, List<String> outcomes) throws SQLException {
        List<String> by = new ArrayList<>();
        by.add(quoted(assignment));
        outcomes.forEach(column -> by.add(quoted(column)));
        String keys = String.join(", ", by);
        List<String> labels = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        try (ResultSet found = duck.query("SELECT " + keys + ", count(*) FROM " + from + where + " GROUP BY " + keys)) {
            while (found.next()) {
                String label = found.getString(1);
                labels.add(label == null ? "" : label(label));
                double[] row = new double[outcomes.size()];
                for (int j = 0; j < row.length; j++) {
                    row[j] = found.getDouble(j + 2);
                    if (found.wasNull()) {
                        row[j] = Double.NaN;
                    }
                }
                values.add(row);
                counts.add(found.getLong(outcomes.size() + 2));
                if (label == null) {
                    throw missing(assignment);
                }
            }
        }
        requireFinite(outcomes, values);
        return counted(outcomes, labels, values, counts);
    }

    private void requireFinite(List<String> outcomes, List<double[]> values) {
        for (double[] row : values) {
            for (int j = 0; j < row.length; j++) {
                if (Double.isNaN(row[j])) {
                    throw missing(outcomes.get(j));
                }
                if (Double.isInfinite(row[j])) {
                    throw infinite(outcomes.get(j), "");
                }
            }
        }
        if (values.isEmpty()) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    name() + " has no row without a missing value in the columns that are used.",
                    "Check the columns.");
        }
    }

    private static EstimationException missing(String column) {
        return new EstimationException(
                Problem.MISSING_VALUES,
                "Column '" + column + "' has missing values; leaving rows out silently would change who is compared.",
                "Find out why they are missing; to leave such rows out, say so by --missing drop.");
    }

    private static EstimationException infinite(String column, String row) {
        return new EstimationException(
                Problem.NOT_FINITE,
                "Column '" + column + "' has an infinite value" + row + ".",
                "Look for divisions by zero.");
    }

    private static Counted counted(
            List<String> outcomes, List<String> labels, List<double[]> values, List<Long> counts) {
        List<String> levels =
                labels.stream().distinct().sorted(LargeTable::inOrder).toList();
        long[] rows = new long[levels.size()];
        List<Counted.Cell> cells = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            int level = levels.indexOf(labels.get(i));
            rows[level] += counts.get(i);
            List<Double> row = new ArrayList<>();
            for (double value : values.get(i)) {
                row.add(value + 0.0);
            }
            cells.add(new Counted.Cell(level, row, counts.get(i)));
        }
        List<Long> boxed = new ArrayList<>();
        for (long count : rows) {
            boxed.add(count);
        }
        return new Counted(levels, boxed, outcomes, cells);
    }

    private static int inOrder(String a, String b) {
        var x = Numbers.parse(a);
        var y = Numbers.parse(b);
        return x.isPresent() && y.isPresent() ? Double.compare(x.getAsDouble(), y.getAsDouble()) : a.compareTo(b);
    }

    /** Arms that are numbers go without a decimal point. */
    private static String label(String text) {
        String bare = text.strip();
        return bare.matches("-?\\d+\\.0") ? bare.substring(0, bare.length() - 2) : bare;
    }

    /** A condition for an arm. */
    private String is(String level) {
        boolean isText = file.isText() || file.type(assignment).startsWith("VARCHAR");
        String column = quoted(assignment);
        if (!isText && Numbers.parse(level).isPresent()) {
            return column + " = " + level;
        }
        String text = "trim(CAST(" + column + " AS VARCHAR))";
        return text + " IN (" + DuckDb.literal(level) + ", " + DuckDb.literal(level + ".0") + ")";
    }

    /**
     * The rows of two arms.
     *
     * @param control the level of control
     * @param treated the level of treated
     * @return rows in the order of the file
     */
    public ArmRows rows(String control, String treated) {
        return (columns, visitor) -> {
            for (String column : columns) {
                if (!numbers.contains(column)) {
                    throw new EstimationException(
                            Problem.UNKNOWN_COLUMN,
                            "Column '" + column + "' was not opened.",
                            Names.help(column, "columns", numbers));
                }
            }
            read(columns, control, treated, new Blocks(columns, visitor));
        };
    }

    private void read(List<String> columns, String control, String treated, Blocks blocks) {
        String either = "(" + is(treated) + " OR " + is(control) + ")";
        String values = columns.stream()
                .map(column -> ", CAST(" + quoted(column) + " AS DOUBLE)")
                .collect(Collectors.joining());
        String sql = "SELECT CASE WHEN " + is(treated) + " THEN 1.0::DOUBLE ELSE 0.0::DOUBLE END" + values + " FROM "
                + from + (where.isEmpty() ? " WHERE " : where + " AND ") + either;
        try (ScanDatabase duck = ScanDatabase.rows(threads, megabytes)) {
            duck.forEach(sql, chunk -> {
                int rows = (int) chunk.rowCount();
                for (int at = 0; at < rows; ) {
                    int count = Math.min(rows - at, BLOCK - blocks.filled);
                    for (int j = 0; j <= columns.size(); j++) {
                        copy(chunk.vector(j), at, count, j == 0 ? blocks.arm : blocks.columns[j - 1], blocks.filled);
                    }
                    at += count;
                    blocks.filled += count;
                    if (blocks.filled == BLOCK) {
                        blocks.flush();
                    }
                }
            });
        } catch (SQLException e) {
            throw failure(e);
        } catch (DataException | EstimationException | IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(e);
        }
        blocks.flush();
    }

    private static void copy(DuckDBReadableVector vector, int from, int count, double[] out, int to) {
        for (int i = 0; i < count; i++) {
            out[to + i] = vector.getDouble(from + i, Double.NaN);
        }
    }

    /** Blocks of one length, whatever DuckDB's chunks are. */
    private static final class Blocks {

        private final List<String> names;
        private final ArmRows.Visitor visitor;
        private final double[] arm = new double[BLOCK];
        private final double[][] columns;
        private int filled;
        private long before;

        Blocks(List<String> names, ArmRows.Visitor visitor) {
            this.names = names;
            this.visitor = visitor;
            this.columns = new double[names.size()][BLOCK];
        }

        void flush() {
            if (filled == 0) {
                return;
            }
            for (int j = 0; j < columns.length; j++) {
                double[] column = columns[j];
                boolean finite = true;
                for (int i = 0; i < filled; i++) {
                    finite &= Math.abs(column[i]) < Double.POSITIVE_INFINITY;
                }
                if (!finite) {
                    throw notFinite(j);
                }
            }
            visitor.block(filled, arm, columns);
            before += filled;
            filled = 0;
        }

        private EstimationException notFinite(int j) {
            int i = 0;
            while (Math.abs(columns[j][i]) < Double.POSITIVE_INFINITY) {
                i++;
            }
            String row = ", the first in row " + (before + i + 1) + " of the two arms";
            return Double.isNaN(columns[j][i])
                    ? new EstimationException(
                            Problem.MISSING_VALUES,
                            "Column '" + names.get(j) + "' has missing values" + row
                                    + "; leaving rows out silently would change who is compared.",
                            "Find out why they are missing; to leave such rows out, say so by --missing drop.")
                    : infinite(names.get(j), row);
        }
    }

    /**
     * How many different vectors of covariates there are, and how outcomes go together in them.
     *
     * @param control the level of control
     * @param treated the level of treated
     * @param covariates the columns of a vector, at least one
     * @param outcomes outcomes
     * @param arms the means of both arms
     * @return the repetition
     * @throws DataException if the file is damaged
     */
    public Repetition repetition(
            String control, String treated, List<String> covariates, List<String> outcomes, TwoArmStatistics arms) {
        return new RepetitionQuery(
                        from + where + (where.isEmpty() ? " WHERE " : " AND ") + "(" + is(treated) + " OR "
                                + is(control) + ")",
                        is(treated),
                        covariates.stream().map(this::quoted).toList(),
                        outcomes,
                        outcomes.stream().map(this::quoted).toList())
                .run(this, arms, megabytes, threads);
    }

    DataException failure(Exception e) {
        return file.failure(e);
    }
}
