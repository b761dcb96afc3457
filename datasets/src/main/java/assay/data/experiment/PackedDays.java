package assay.data.experiment;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The days of users as they wait to be written: six numbers a row, of which the eighteen columns of the table are a view. There are
 * thirty rows for each user, and text that is the same in all of them is written once.
 */
public final class PackedDays {

    /** The table. */
    public static final String TABLE = "fact_user_day";

    static final String ROWS = "packed_days";
    static final String DEFINITION = "CREATE TABLE " + ROWS
            + " (day DATE, person INTEGER, arm TINYINT, happened SMALLINT, visits SMALLINT, spent FLOAT, minutes FLOAT)";

    private static final int MISSING = 1 << 8;

    private PackedDays() {}

    private static String bit(int place) {
        return "CAST((happened >> " + place + ") & 1 AS TINYINT)";
    }

    private static String known(String value, String name) {
        return "CASE WHEN happened & " + MISSING + " = 0 THEN " + value + " END AS " + name;
    }

    /** The view of all columns, in the order of the contract; users are the rows of the table of users. */
    static String view(String experiment, List<String> arms) {
        String names = arms.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
        return "CREATE VIEW " + TABLE + " AS SELECT day AS date, " + Sql.literal(experiment)
                + " AS experiment_id, user_id, "
                + names + "[arm + 1] AS assigned_group, " + bit(0) + " AS had_opportunity, " + bit(1)
                + " AS is_exposed, "
                + known("visits", "sessions") + ", " + known("CAST(visits > 0 AS TINYINT)", "days_active") + ", "
                + known("spent", "revenue") + ", " + known(bit(2), "converted") + ", "
                + known(bit(3), "retained_d1_flag")
                + ", " + known(bit(4), "retained_d7_flag") + ", " + known(bit(5), "notif_clicked") + ", "
                + known(bit(6), "guardrail_uninstall_flag") + ", " + known(bit(7), "guardrail_support_ticket_flag")
                + ", "
                + known("minutes", "content_consumption_minutes") + ", " + known("CAST(0 AS TINYINT)", "refund_flag")
                + ", "
                + known("CAST(0 AS TINYINT)", "latency_complaint_flag") + " FROM " + ROWS
                + " JOIN dim_users ON person = dim_users.rowid";
    }
}
