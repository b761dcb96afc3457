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

    /**
     * Takes a day of a user, of which there are many: what else its row says follows from this.
     *
     * @param date since 1970
     * @param user place of the user among those of the table of users, from 0
     * @param arm place of the arm among the arms of the experiment, control first
     * @param events what happened: bits of {@link DayEvent}
     * @param sessions how many
     * @param revenue money spent
     * @param minutes minutes of use
     */
    void day(long date, int user, int arm, int events, int sessions, double revenue, double minutes);

    /** What can happen on a day of a user, each a bit. */
    enum DayEvent {
        /** The user reached the point at which the arms differ. */
        OPPORTUNITY(1),
        /** The user saw the variant. */
        EXPOSURE(2),
        /** Something was bought. */
        CONVERSION(4),
        /** The user was back on the day after the first. */
        RETAINED_D1(8),
        /** The user was back on the seventh day. */
        RETAINED_D7(16),
        /** A notification was clicked. */
        CLICK(32),
        /** The app was removed. */
        UNINSTALL(64),
        /** Help was asked for. */
        TICKET(128),
        /** What the user did is missing: all but opportunity and exposure. */
        MISSING(256);

        private final int bit;

        DayEvent(int bit) {
            this.bit = bit;
        }

        /**
         * The bit.
         *
         * @return a power of 2
         */
        public int bit() {
            return bit;
        }
    }
}
