package assay.cli;

import assay.data.DataException;
import assay.data.DataProblem;
import assay.decision.Threshold;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users and conversions per arm as they were typed: any order of rows and columns, the usual names of columns. */
final class ReadoutTable {

    private static final Map<String, Set<String>> NAMES = Map.of(
            "variant", Set.of("variant", "arm", "group", "version", "bucket", "cell", "variation", "assignedgroup"),
            "users",
                    Set.of("users", "user", "n", "visitors", "total", "participants", "people", "trials", "samplesize"),
            "conversions",
                    Set.of("conversions", "conversion", "converted", "successes", "actions", "events", "orders", "x"),
            "metric", Set.of("metric", "metricname"),
            "role", Set.of("role", "purpose", "metricrole"),
            "margin", Set.of("margin", "allowed", "limit", "tolerance"),
            "unit", Set.of("unit", "marginunit"),
            "better", Set.of("better", "direction"));

    private static final Set<String> TOTALS = Set.of("total", "totals", "sum", "all", "overall");

    /** A row of the file. */
    record Row(
            int line,
            String metric,
            boolean guardrail,
            String variant,
            long users,
            long conversions,
            @Nullable Threshold margin,
            boolean lowerIsBetter) {}

    private final String file;
    private final boolean guardrails;
    private final Map<String, Integer> places = new HashMap<>();

    private ReadoutTable(String file, boolean guardrails) {
        this.file = file;
        this.guardrails = guardrails;
    }

    /** The rows of a file of results, or of one that holds guardrails only. */
    static List<Row> read(Path path, boolean guardrails) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new DataException(DataProblem.FILE_MISSING, "There is no file " + path + ".");
        }
        List<String> lines;
        try {
            lines = Files.readString(path, StandardCharsets.UTF_8)
                    .replace("\uFEFF", "")
                    .lines()
                    .toList();
        } catch (CharacterCodingException e) {
            throw new DataException(DataProblem.FILE_FORMAT, path + " is not text in UTF-8; export it as CSV.", e);
        }
        return new ReadoutTable(path.toString(), guardrails).rows(lines);
    }

    private List<Row> rows(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        char delimiter = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            if (delimiter == 0) {
                delimiter = line.contains("\t") ? '\t' : line.contains(";") ? ';' : ',';
                header(split(line, delimiter), i + 1);
            } else {
                rows.add(row(split(line, delimiter), i + 1));
            }
        }
        if (rows.isEmpty()) {
            throw new DataException(
                    DataProblem.FILE_EMPTY,
                    file + " has no rows; it needs a header variant,users,conversions and a row per arm.");
        }
        return rows;
    }

    private void header(List<String> cells, int line) {
        for (int j = 0; j < cells.size(); j++) {
            String name = cells.get(j).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            for (Map.Entry<String, Set<String>> known : NAMES.entrySet()) {
                if (known.getValue().contains(name) && places.putIfAbsent(known.getKey(), j) != null) {
                    throw problem(line, "two columns of the header mean " + known.getKey() + "; remove one");
                }
            }
        }
        for (String needed : List.of("variant", "users", "conversions")) {
            if (!places.containsKey(needed)) {
                throw problem(
                        line,
                        "the header has no column " + needed + ", as in variant,users,conversions; it has "
                                + String.join(", ", cells));
            }
        }
    }

    private Row row(List<String> cells, int line) {
        String variant = required(cells, "variant", line);
        if (TOTALS.contains(variant.toLowerCase(Locale.ROOT))) {
            throw problem(line, "the row \"" + variant + "\" looks like a total of the others; remove it");
        }
        long users = count(cells, "users", line);
        long conversions = count(cells, "conversions", line);
        if (users == 0) {
            throw problem(line, variant + " has no users, and a rate of none is undefined; remove the arm");
        }
        if (conversions > users) {
            throw problem(
                    line,
                    variant + " has " + conversions + " conversions of " + users
                            + " users; count users who converted, each once");
        }
        String role = cell(cells, "role").toLowerCase(Locale.ROOT);
        boolean guardrail = guardrails || role.equals("guardrail");
        if (!Set.of("", "primary", "guardrail").contains(role)) {
            throw problem(line, "role must be primary or guardrail, not " + role);
        }
        String metric = cell(cells, "metric");
        return new Row(
                line,
                metric.isEmpty() ? "conversion" : metric,
                guardrail,
                variant,
                users,
                conversions,
                margin(cells, line),
                !cell(cells, "better").toLowerCase(Locale.ROOT).startsWith("higher"));
    }

    private @Nullable Threshold margin(List<String> cells, int line) {
        String text = cell(cells, "margin");
        if (text.isEmpty()) {
            return null;
        }
        double value;
        try {
            value = Double.parseDouble(text.replace("+", "").replace("pp", "").strip());
        } catch (NumberFormatException e) {
            throw problem(line, "margin must be a number, not \"" + text + "\"");
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw problem(line, "margin must be 0 or more, not " + text);
        }
        return switch (cell(cells, "unit").toLowerCase(Locale.ROOT)) {
            case "pp", "percentage_points", "percentage points", "points" ->
                new Threshold(value, Threshold.Unit.PERCENTAGE_POINTS);
            case "absolute", "share" -> new Threshold(value, Threshold.Unit.ABSOLUTE);
            case "relative" -> new Threshold(value, Threshold.Unit.RELATIVE);
            default -> throw problem(line, "a margin needs a unit: pp, absolute or relative");
        };
    }

    private long count(List<String> cells, String column, int line) {
        String text = required(cells, column, line);
        String digits =
                text.replaceAll("(?<=\\d)[, _'\u00A0](?=\\d{3}(\\D|$))", "").replaceAll("\\.0+$", "");
        if (!digits.matches("\\d{1,15}")) {
            throw problem(line, column + " must be a whole number of 0 or more, not \"" + text + "\"");
        }
        return Long.parseLong(digits);
    }

    private String required(List<String> cells, String column, int line) {
        String text = cell(cells, column);
        if (text.isEmpty()) {
            throw problem(line, column + " is empty");
        }
        return text;
    }

    private String cell(List<String> cells, String column) {
        Integer place = places.get(column);
        return place == null || place >= cells.size() ? "" : cells.get(place);
    }

    private DataException problem(int line, String reason) {
        return new DataException(DataProblem.FILE_FORMAT, file + ":" + line + ": " + reason + ".");
    }

    private static List<String> split(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
