package assay.dgp.scenario;

import java.util.Arrays;
import java.util.Optional;

/** What treatment can change about a user, and the columns in which it is seen. */
public enum Response {
    /** Something was bought. */
    CONVERSION("conversion_7d", "conversions_7d", "converted", 7, Law.EVENT, Trait.ACTIVITY, 0),
    /** The user was back on the seventh day. */
    RETENTION_7D("retention_7d", "retention_7d", "retained_d7_flag", 7, Law.EVENT, Trait.LOYALTY, 6),
    /** The user was back on the thirtieth day. */
    RETENTION_30D("retention_30d", "retention_30d", "", 30, Law.EVENT, Trait.LOYALTY, 29),
    /** Money spent. */
    REVENUE("revenue_30d", "revenue_30d", "revenue", 30, Law.AMOUNT, Trait.SPENDING, 0),
    /** Minutes of use. */
    ENGAGEMENT("engagement_7d", "engagement_7d", "content_consumption_minutes", 7, Law.AMOUNT, Trait.ACTIVITY, 0),
    /** The app was removed. */
    UNINSTALL("uninstall_rate", "uninstalls_7d", "guardrail_uninstall_flag", 7, Law.EVENT, Trait.LOYALTY, 0),
    /** Help was asked for. */
    SUPPORT_TICKET(
            "support_ticket_rate",
            "support_tickets_7d",
            "guardrail_support_ticket_flag",
            7,
            Law.EVENT,
            Trait.LOYALTY,
            0),
    /** A notification was clicked. */
    CLICK("click_rate", "clicks_7d", "notif_clicked", 7, Law.EVENT, Trait.ACTIVITY, 0);

    /** What kind of number a response is. */
    public enum Law {
        /** Whether something happened. */
        EVENT,
        /** How much, never below 0. */
        AMOUNT
    }

    /** What about a user, seen in the time before, goes with a response. */
    public enum Trait {
        /** Sessions before. */
        ACTIVITY,
        /** The score of retention. */
        LOYALTY,
        /** Revenue before. */
        SPENDING
    }

    private final String metric;
    private final String column;
    private final String daily;
    private final int days;
    private final Law law;
    private final Trait trait;
    private final int firstDay;

    Response(String metric, String column, String daily, int days, Law law, Trait trait, int firstDay) {
        this.metric = metric;
        this.column = column;
        this.daily = daily;
        this.days = days;
        this.law = law;
        this.trait = trait;
        this.firstDay = firstDay;
    }

    /**
     * The name of the metric that it usually is.
     *
     * @return snake case
     */
    public String metric() {
        return metric;
    }

    /**
     * Its column in the outcomes of users.
     *
     * @return snake case
     */
    public String column() {
        return column;
    }

    /**
     * Its column in the days of users.
     *
     * @return snake case; empty where there is none
     */
    public String daily() {
        return daily;
    }

    /**
     * The days over which it is measured, from the day on which a user starts.
     *
     * @return from 1
     */
    public int days() {
        return days;
    }

    /**
     * What kind of number it is.
     *
     * @return its law
     */
    public Law law() {
        return law;
    }

    /**
     * What about a user goes with it.
     *
     * @return a trait of the time before
     */
    public Trait trait() {
        return trait;
    }

    /**
     * The first day on which it can happen.
     *
     * @return from 0, below {@link #days}
     */
    public int firstDay() {
        return firstDay;
    }

    /**
     * The response that a column of outcomes shows.
     *
     * @param column its name
     * @return empty if it is none
     */
    public static Optional<Response> ofColumn(String column) {
        return Arrays.stream(values()).filter(r -> r.column.equals(column)).findFirst();
    }

    /**
     * The response that a column of days shows.
     *
     * @param daily its name
     * @return empty if it is none
     */
    public static Optional<Response> ofDaily(String daily) {
        return Arrays.stream(values()).filter(r -> r.daily.equals(daily)).findFirst();
    }

    /**
     * The response of a metric.
     *
     * @param metric its usual name
     * @return empty if it is none
     */
    public static Optional<Response> ofMetric(String metric) {
        return Arrays.stream(values()).filter(r -> r.metric.equals(metric)).findFirst();
    }
}
