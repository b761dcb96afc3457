package assay.dgp;

/** What a row of a switchback is. */
public enum SwitchbackRows {
    /** A market in a period, with the mean outcome of its users; none where there were no users. */
    MEANS,
    /** A market in a period, with the total of its users: 0 where there were none. */
    TOTALS,
    /** A user of a market in a period. */
    USERS
}
