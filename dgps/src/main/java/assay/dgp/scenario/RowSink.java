package assay.dgp.scenario;

/** Takes the rows of tables, value by value in the order of their columns. */
public interface RowSink {

    /**
     * Begins a table.
     *
     * @param name its name
     */
    void table(String name);

    /**
     * Takes text.
     *
     * @param value the text
     */
    void text(String value);

    /**
     * Takes a whole number.
     *
     * @param value the number
     */
    void whole(long value);

    /**
     * Takes a number.
     *
     * @param value the number; NaN is a missing value
     */
    void number(double value);

    /**
     * Takes a whole number that may be missing.
     *
     * @param value the number; NaN is a missing value
     */
    void count(double value);

    /**
     * Takes a time.
     *
     * @param seconds since 1970 in UTC
     */
    void time(long seconds);

    /**
     * Takes a date.
     *
     * @param day since 1970
     */
    void date(long day);

    /** Takes a missing value. */
    void none();

    /** Ends a row. */
    void end();
}
