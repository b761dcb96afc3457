package assay.geo;

import assay.EstimationException;
import assay.Problem;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Periods in the order of time. They are numbers, or dates that are all written in one form: ISO ({@code 2021-04-01}, a time of day
 * behind it is left out), {@code 2021/04/01}, {@code 20210401}, {@code 01.04.2021}, or {@code 04/01/2021} and {@code 01/04/2021}, of which
 * one must not fit. Dates are called by their ISO form.
 */
public final class Calendar {

    private static final DateTimeFormatter COMPACT = form("uuuuMMdd");

    private static final List<DateTimeFormatter> FORMS =
            List.of(form("uuuu-M-d"), form("uuuu/M/d"), COMPACT, form("d.M.uuuu"));

    private static final DateTimeFormatter MONTH_FIRST = form("M/d/uuuu");
    private static final DateTimeFormatter DAY_FIRST = form("d/M/uuuu");

    private static final double FIRST_COMPACT = 19_000_101;
    private static final double LAST_COMPACT = 21_001_231;

    private final List<String> labels;
    private final int[] positions;
    private final List<LocalDate> dates;
    private final Map<String, Integer> index;

    private Calendar(List<String> labels, int[] positions, List<LocalDate> dates) {
        this.labels = labels;
        this.positions = positions;
        this.dates = dates;
        this.index = new HashMap<>();
        for (int t = 0; t < labels.size(); t++) {
            index.put(labels.get(t), t);
        }
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Periods that already stand in the order of time. */
    static Calendar inOrder(List<String> labels) {
        return new Calendar(
                List.copyOf(labels), IntStream.range(0, labels.size()).toArray(), List.of());
    }

    /**
     * Reads periods.
     *
     * @param column name of the column, for messages
     * @param written different labels as they are in the table, in any order
     * @return the periods
     * @throws EstimationException if the labels are neither numbers nor dates of one form, if days and months could be either way
     *     round, or if two labels are the same day
     */
    static Calendar of(String column, List<String> written) {
        List<LocalDate> dates = dates(column, written);
        Integer[] order = IntStream.range(0, written.size()).boxed().toArray(Integer[]::new);
        if (dates.isEmpty()) {
            double[] numbers =
                    written.stream().mapToDouble(label -> number(column, label)).toArray();
            Arrays.sort(order, Comparator.comparingDouble(i -> numbers[i]));
        } else {
            Arrays.sort(order, Comparator.comparing(dates::get));
        }
        int[] positions = new int[order.length];
        List<String> labels = new ArrayList<>();
        List<LocalDate> days = new ArrayList<>();
        for (int t = 0; t < order.length; t++) {
            positions[order[t]] = t;
            if (dates.isEmpty()) {
                labels.add(written.get(order[t]));
                continue;
            }
            LocalDate day = dates.get(order[t]);
            if (t > 0 && day.equals(days.get(t - 1))) {
                throw new EstimationException(
                        Problem.UNBALANCED_PANEL,
                        "'" + written.get(order[t - 1]) + "' and '" + written.get(order[t]) + "' of column '" + column
                                + "' are the same day; a region has one row for each period.",
                        "Add up the rows of a day.");
            }
            days.add(day);
            labels.add(day.toString());
        }
        return new Calendar(List.copyOf(labels), positions, List.copyOf(days));
    }

    private static double number(String column, String label) {
        try {
            return Double.parseDouble(label);
        } catch (NumberFormatException e) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "'" + label + "' of column '" + column
                            + "' is neither a number nor a date; the order of periods cannot be told.",
                    "Write periods as numbers, or all as dates of one form, such as 2021-04-01.");
        }
    }

    /** The dates of all labels, empty where they are not dates. */
    private static List<LocalDate> dates(String column, List<String> written) {
        List<String> labels = written.stream().map(Calendar::day).toList();
        boolean numbers = labels.stream().allMatch(Calendar::isNumber);
        boolean compact = numbers
                && labels.stream()
                        .mapToDouble(Double::parseDouble)
                        .allMatch(v -> v >= FIRST_COMPACT && v <= LAST_COMPACT);
        if (numbers && !compact) {
            return List.of();
        }
        for (DateTimeFormatter form : FORMS) {
            Optional<List<LocalDate>> dates = all(labels, form);
            if (dates.isPresent()) {
                return dates.get();
            }
        }
        Optional<List<LocalDate>> months = all(labels, MONTH_FIRST);
        Optional<List<LocalDate>> days = all(labels, DAY_FIRST);
        if (months.isPresent() && days.isPresent()) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Dates of column '" + column + "' such as '" + written.get(0)
                            + "' can be read with the day or the month first, and the order of time hangs on it.",
                    "Write dates as 2021-04-01.");
        }
        return months.or(() -> days).orElse(List.of());
    }

    private static boolean isNumber(String label) {
        return label.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    }

    /** A label without a time of day behind its date. */
    private static String day(String label) {
        String bare = label.strip();
        return bare.matches(".*\\d[ T]\\d{1,2}:\\d{2}.*") ? bare.replaceFirst("[ T]\\d{1,2}:\\d{2}.*", "") : bare;
    }

    private static Optional<List<LocalDate>> all(List<String> labels, DateTimeFormatter form) {
        List<LocalDate> dates = new ArrayList<>();
        for (String label : labels) {
            LocalDate date = parse(label, form);
            if (date == null) {
                return Optional.empty();
            }
            dates.add(date);
        }
        return Optional.of(dates);
    }

    private static @Nullable LocalDate parse(String label, DateTimeFormatter form) {
        try {
            return LocalDate.parse(label, form);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * How many periods there are.
     *
     * @return at least 1
     */
    public int size() {
        return labels.size();
    }

    /**
     * The name of a period.
     *
     * @param period its index
     * @return ISO for dates
     */
    public String label(int period) {
        return labels.get(period);
    }

    /**
     * The names of all periods.
     *
     * @return in the order of time
     */
    public List<String> labels() {
        return labels;
    }

    /** Where the label stands that was written at a place of the list that this was read from. */
    int position(int written) {
        return positions[written];
    }

    /**
     * Where a period stands.
     *
     * @param name its name; a date in any form that is read
     * @param what what the period is for, such as {@code --from}, for messages
     * @return its index
     * @throws IllegalArgumentException if there is no such period
     */
    public int indexOf(String name, String what) {
        Integer at = index.get(name.strip());
        for (DateTimeFormatter form : FORMS) {
            LocalDate date = at == null && !dates.isEmpty() ? parse(day(name), form) : null;
            at = date == null ? at : index.get(date.toString());
        }
        if (at == null && !dates.isEmpty()) {
            // With day or month first: whichever is in the table, if the other is not.
            LocalDate months = parse(day(name), MONTH_FIRST);
            LocalDate days = parse(day(name), DAY_FIRST);
            Integer one = months == null ? null : index.get(months.toString());
            Integer other = days == null ? null : index.get(days.toString());
            at = one == null ? other : other == null || other.equals(one) ? one : null;
        }
        if (at == null) {
            throw new IllegalArgumentException(what + ": there is no period " + name + "; they run from " + label(0)
                    + " to " + label(size() - 1) + ".");
        }
        return at;
    }

    /**
     * Days, weeks or months that every region lacks: a step in time that is longer than the shortest, months counting as equal.
     *
     * @return the first such step as {@code A to B}, empty where steps are equal or periods are not dates
     */
    public Optional<String> gap() {
        long shortest = Long.MAX_VALUE;
        for (int t = 1; t < dates.size(); t++) {
            shortest = Math.min(shortest, ChronoUnit.DAYS.between(dates.get(t - 1), dates.get(t)));
        }
        // Months are of 28 to 31 days, quarters of 90 to 92, years of 365 or 366.
        long longest = shortest >= 28 ? shortest + 3 : shortest;
        for (int t = 1; t < dates.size(); t++) {
            if (ChronoUnit.DAYS.between(dates.get(t - 1), dates.get(t)) > longest) {
                return Optional.of(label(t - 1) + " to " + label(t));
            }
        }
        return Optional.empty();
    }

    /** The calendar of some of its periods. */
    Calendar between(int from, int to) {
        return new Calendar(
                labels.subList(from, to),
                IntStream.range(0, to - from).toArray(),
                dates.isEmpty() ? dates : dates.subList(from, to));
    }
}
