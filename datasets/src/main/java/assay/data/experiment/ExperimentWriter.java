package assay.data.experiment;

import assay.data.DataException;
import assay.data.DataProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of an experiment, row by row, held to their contracts. All of them appear at once when {@link #save} moves them to
 * their place, or none. Not thread-safe.
 */
public final class ExperimentWriter implements AutoCloseable {

    /** The DuckDB file within the folder, where that is the format. */
    public static final String DATABASE = "experiment.duckdb";

    private final PartFolder part;
    private final String experiment;
    private final List<String> arms;
    private final TableFormat format;
    private final Connection connection;
    private final RowCheck check;
    private final Map<TableContract, Long> rows = new LinkedHashMap<>();
    private @Nullable TableContract table;
    private @Nullable DuckDBAppender appender;
    private ColumnContract.Type[] types = new ColumnContract.Type[0];
    private int column;
    private long count;

    private ExperimentWriter(
            PartFolder part, TableFormat format, Connection connection, String experiment, List<String> arms) {
        this.experiment = experiment;
        this.arms = List.copyOf(arms);
        this.part = part;
        this.format = format;
        this.connection = connection;
        this.check = new RowCheck(connection, arms);
    }

    /**
     * Opens a folder that does not exist yet.
     *
     * @param folder where the tables will be
     * @param format what they are written as
     * @param experiment the name of the experiment
     * @param arms the arms that were planned
     * @return the writer
     * @throws DataException if the folder has something in it
     * @throws IOException if nothing can be written there
     */
    public static ExperimentWriter open(Path folder, TableFormat format, String experiment, List<String> arms)
            throws IOException {
        PartFolder part = PartFolder.of(folder);
        try {
            Properties settings = new Properties();
            settings.setProperty("threads", "2");
            settings.setProperty("memory_limit", "500MB");
            settings.setProperty(
                    "temp_directory", part.folder().resolve("spill").toString());
            Connection connection =
                    DriverManager.getConnection("jdbc:duckdb:" + part.folder().resolve(DATABASE), settings);
            return new ExperimentWriter(part, format, connection, experiment, arms);
        } catch (SQLException e) {
            part.remove();
            throw failed("the tables cannot be opened", e);
        }
    }

    private static IOException failed(String what, SQLException e) {
        return new IOException(what + ": " + e.getMessage(), e);
    }

    /**
     * The folder in which all is made before it appears, for files beside the tables.
     *
     * @return to be written to until {@link #save}
     */
    public Path folder() {
        return part.folder();
    }

    /**
     * Begins a table; the one before is ended and checked.
     *
     * @param contract what it must be
     * @throws DataException if the table before breaks its contract
     */
    public void table(TableContract contract) {
        step(() -> {
            end(appender);
            try (Statement statement = connection.createStatement()) {
                statement.execute(contract.definition());
            }
            table = contract;
            types = contract.columns().stream().map(ColumnContract::type).toArray(ColumnContract.Type[]::new);
            appender = connection.unwrap(DuckDBConnection.class).createAppender(contract.name());
            count = 0;
            column = 0;
        });
    }

    /**
     * Begins the table of days, whose rows are added by {@link #day}; the table of users must be there. The table before is ended and
     * checked.
     *
     * @throws DataException if the table before breaks its contract
     */
    public void days() {
        step(() -> {
            end(appender);
            try (Statement statement = connection.createStatement()) {
                statement.execute(PackedDays.DEFINITION);
                statement.execute(PackedDays.view(experiment, arms));
            }
            table = TableContracts.named(PackedDays.TABLE).orElseThrow();
            appender = connection.unwrap(DuckDBConnection.class).createAppender(PackedDays.ROWS);
            count = 0;
            column = 0;
        });
    }

    /**
     * Adds a day of a user.
     *
     * @param date since 1970
     * @param user place of the user in the table of users, from 0
     * @param arm place of the arm, from 0
     * @param events bits of what happened, in this order: opportunity, exposure, conversion, back on the first day, back on the
     *     seventh, click, uninstall, ticket, all else missing
     * @param sessions how many
     * @param revenue money spent
     * @param minutes minutes of use
     */
    public void day(int date, int user, int arm, int events, int sessions, double revenue, double minutes) {
        DuckDBAppender open = appender;
        if (open == null) {
            throw new IllegalStateException("begin a table first");
        }
        try {
            open.beginRow()
                    .appendEpochDays(date)
                    .append(user)
                    .append((byte) arm)
                    .append((short) events)
                    .append((short) Math.min(sessions, Short.MAX_VALUE))
                    .append((float) revenue)
                    .append((float) minutes)
                    .endRow();
            count++;
        } catch (SQLException e) {
            throw new UncheckedIOException(failed("a row cannot be written", e));
        }
    }

    /** The rows are all there: hold them to their contract, and to the tables before. */
    private void end(@Nullable DuckDBAppender open) throws SQLException {
        TableContract ended = table;
        if (ended == null || open == null) {
            return;
        }
        if (column != 0) {
            throw new IllegalStateException(
                    "the last row of " + ended.name() + " has " + column + " of " + types.length + " values");
        }
        open.close();
        if (ended.name().equals(PackedDays.TABLE)) {
            // Numbers tell days of users apart faster than their texts do; who is in the view is in the table of users.
            TableContract keyless =
                    new TableContract(ended.name(), ended.columns(), List.of(), ended.rules(), List.of());
            check.rows(keyless, ended.name(), ended.name());
            check.key(List.of("person", "day"), ended.name(), PackedDays.ROWS);
        } else {
            check.rows(ended, ended.name(), ended.name());
            for (TableContract.Reference reference : ended.references()) {
                check.reference(reference, ended.name(), ended.name(), reference.table());
            }
        }
        rows.put(ended, count);
        table = null;
    }

    /** A value, or the end of a row. */
    @FunctionalInterface
    private interface Step {
        void take() throws SQLException;
    }

    private static void step(Step step) {
        try {
            step.take();
        } catch (SQLException e) {
            throw new UncheckedIOException(failed("a row cannot be written", e));
        }
    }

    private DuckDBAppender next() throws SQLException {
        DuckDBAppender open = appender;
        if (open == null) {
            throw new IllegalStateException("begin a table first");
        }
        if (column == types.length) {
            throw new IllegalStateException("a row has more values than its " + types.length + " columns");
        }
        if (column == 0) {
            open.beginRow();
        }
        column++;
        return open;
    }

    /**
     * Adds text.
     *
     * @param value the text
     */
    public void text(String value) {
        step(() -> next().append(value));
    }

    /**
     * Adds a whole number, to a column of any kind of whole number.
     *
     * @param value the number
     * @throws DataException if it is too large for its column
     */
    public void whole(long value) {
        try {
            DuckDBAppender open = next();
            switch (types[column - 1]) {
                case INT8 ->
                    open.append(narrow(value, Byte.MIN_VALUE, Byte.MAX_VALUE).byteValue());
                case INT16 ->
                    open.append(narrow(value, Short.MIN_VALUE, Short.MAX_VALUE).shortValue());
                case INT32 ->
                    open.append(
                            narrow(value, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue());
                default -> open.append(value);
            }
        } catch (SQLException e) {
            throw new UncheckedIOException(failed("a row cannot be written", e));
        }
    }

    private Long narrow(long value, long least, long most) {
        if (value < least || value > most) {
            TableContract of = table;
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    (of == null
                                    ? "a table"
                                    : of.name() + ", column '"
                                            + of.columns().get(column - 1).name() + "'")
                            + ", row " + (count + 1) + ": " + value + " does not fit into a number from " + least
                            + " to " + most
                            + ". Find out what was counted.");
        }
        return value;
    }

    /**
     * Adds a number.
     *
     * @param value the number; NaN is a missing value
     */
    public void number(double value) {
        if (Double.isNaN(value)) {
            none();
            return;
        }
        try {
            DuckDBAppender open = next();
            if (types[column - 1] == ColumnContract.Type.FLOAT) {
                open.append((float) value);
            } else {
                open.append(value);
            }
        } catch (SQLException e) {
            throw new UncheckedIOException(failed("a row cannot be written", e));
        }
    }

    /**
     * Adds a time.
     *
     * @param micros microseconds since 1970 in UTC
     */
    public void time(long micros) {
        step(() -> next().appendEpochMicros(micros));
    }

    /**
     * Adds a date.
     *
     * @param day since 1970
     */
    public void date(int day) {
        step(() -> next().appendEpochDays(day));
    }

    /**
     * Adds a list of texts.
     *
     * @param values the texts
     */
    public void texts(List<String> values) {
        step(() -> next().append(new ArrayList<>(values)));
    }

    /** Adds a missing value. */
    public void none() {
        step(() -> next().appendNull());
    }

    /** Ends a row. */
    public void end() {
        step(() -> {
            if (column != types.length) {
                throw new IllegalStateException("a row has " + column + " values for " + types.length + " columns");
            }
            column = 0;
            count++;
            DuckDBAppender open = appender;
            if (open != null) {
                open.endRow();
            }
        });
    }

    /**
     * Writes all tables and moves them to their place.
     *
     * @return rows by table, in the order in which they were written
     * @throws DataException if a table breaks its contract
     * @throws IOException if they cannot be written
     */
    public Map<TableContract, Long> save() throws IOException {
        try {
            end(appender);
            for (TableContract written : rows.keySet()) {
                copy(written);
            }
            if (format == TableFormat.DUCKDB) {
                settle();
            }
            connection.close();
        } catch (SQLException e) {
            throw failed("the tables cannot be written", e);
        }
        part.delete("spill");
        if (format != TableFormat.DUCKDB) {
            part.delete(DATABASE);
        }
        part.publish();
        return rows;
    }

    private void copy(TableContract written) throws SQLException {
        if (format == TableFormat.DUCKDB) {
            return;
        }
        boolean parquet = format == TableFormat.PARQUET;
        Path file = part.folder().resolve(written.name() + (parquet ? ".parquet" : ".csv"));
        String literal = '\'' + file.toString().replace("'", "''") + '\'';
        String options = parquet ? "(FORMAT parquet, COMPRESSION zstd)" : "(FORMAT csv, HEADER)";
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (SELECT " + selected(written) + " FROM " + written.name() + ") TO " + literal + " "
                    + options);
        }
    }

    /** Makes a table of the view of days. */
    private void settle() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (rows.keySet().stream().anyMatch(t -> t.name().equals(PackedDays.TABLE))) {
                statement.execute("CREATE TABLE settled AS SELECT * FROM " + PackedDays.TABLE);
                statement.execute("DROP VIEW " + PackedDays.TABLE);
                statement.execute("DROP TABLE " + PackedDays.ROWS);
                statement.execute("ALTER TABLE settled RENAME TO " + PackedDays.TABLE);
            }
            statement.execute("CHECKPOINT");
        }
    }

    /** In CSV times end in Z, which every reader takes for UTC, and numbers have all digits of their double. */
    private String selected(TableContract written) {
        return written.columns().stream().map(this::selected).collect(Collectors.joining(", "));
    }

    private String selected(ColumnContract each) {
        String name = '"' + each.name() + '"';
        if (format == TableFormat.CSV && each.type() == ColumnContract.Type.TIME) {
            return "strftime(" + name + ", '%Y-%m-%dT%H:%M:%SZ') AS " + name;
        }
        if (format == TableFormat.CSV && each.type() == ColumnContract.Type.FLOAT) {
            return "CAST(" + name + " AS DOUBLE) AS " + name;
        }
        return name;
    }

    /** Removes what was not saved. */
    @Override
    public void close() throws IOException {
        try {
            if (!connection.isClosed()) {
                connection.close();
            }
        } catch (SQLException e) {
            throw failed("the tables cannot be closed", e);
        } finally {
            part.remove();
        }
    }
}
