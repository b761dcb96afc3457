package assay.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Decides whether a file is the one that a card describes. */
final class Verifier {

    private Verifier() {}

    /**
     * Checks a file: by its SHA-256 when the card knows that of a file of this kind, otherwise by columns, rows, numbers
     * in all numeric columns, and published counts, in one pass.
     *
     * @return the SHA-256 of the file
     * @throws DataException with VERIFICATION_FAILED and every difference
     */
    static String verify(Card card, Path file, String shownAs) throws IOException {
        FileKind kind = FileKind.of(shownAs, () -> Files.newInputStream(file));
        String seen = Sha256.of(() -> Files.newInputStream(file));
        String known = card.sha256();
        if (known != null && card.file().endsWith("." + kind.extension())) {
            if (!known.equals(seen)) {
                throw failed(card, shownAs, "its SHA-256 is " + seen + " and not " + known);
            }
            return seen;
        }
        List<String> differences = differences(card, file, kind, shownAs);
        if (!differences.isEmpty()) {
            throw failed(card, shownAs, String.join("; ", differences));
        }
        return seen;
    }

    private static DataException failed(Card card, String shownAs, String why) {
        return new DataException(
                DataProblem.VERIFICATION_FAILED,
                shownAs + " is not the data set " + card.name() + ": " + why + ". Nothing was stored.");
    }

    private static List<String> differences(Card card, Path file, FileKind kind, String shownAs) {
        String source =
                kind == FileKind.PARQUET ? DuckDb.parquet(file) : DuckDb.csv(file, kind, ',', "all_varchar=true");
        try (DuckDb duck = DuckDb.parallel()) {
            List<String> expected =
                    card.columns().stream().map(Card.Variable::name).toList();
            List<String> found = duck.columns(source);
            if (!found.equals(expected)) {
                return List.of("its columns are " + shorten(found) + " and not " + shorten(expected));
            }
            return counts(duck, source, card);
        } catch (SQLException e) {
            throw failed(card, shownAs, DuckDb.firstLines(e));
        }
    }

    private static String shorten(List<String> names) {
        String all = String.join(",", names);
        return all.length() <= 200 ? all : all.substring(0, 200) + "...";
    }

    private static List<String> counts(DuckDb duck, String source, Card card) throws SQLException {
        List<String> terms = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        add(terms, "count(*)", labels, "rows", expected, card.rows());
        for (Card.Variable column : card.columns()) {
            if (column.type() != Card.Type.TEXT) {
                String term =
                        "count(*) FILTER (WHERE TRY_CAST(" + DuckDb.identifier(column.name()) + " AS DOUBLE) IS NULL)";
                add(terms, term, labels, "rows without a number in " + column.name(), expected, 0);
            }
        }
        for (Card.Count count : card.counts()) {
            String term = "count(*) FILTER (WHERE " + condition(count.where()) + ")";
            add(terms, term, labels, "rows with " + describe(count.where()), expected, count.rows());
        }
        List<String> differences = new ArrayList<>();
        try (ResultSet row = duck.query("SELECT " + String.join(", ", terms) + " FROM " + source)) {
            row.next();
            for (int i = 0; i < terms.size(); i++) {
                long found = row.getLong(i + 1);
                if (found != expected.get(i)) {
                    differences.add(String.format(
                            Locale.ROOT, "it has %,d %s and not %,d", found, labels.get(i), expected.get(i)));
                }
            }
        }
        return differences;
    }

    private static void add(
            List<String> terms, String term, List<String> labels, String label, List<Long> expected, long count) {
        terms.add(term);
        labels.add(label);
        expected.add(count);
    }

    private static String condition(Map<String, String> where) {
        return where.entrySet().stream()
                .map(pair -> Numbers.parse(pair.getValue()).isPresent()
                        ? "TRY_CAST(" + DuckDb.identifier(pair.getKey()) + " AS DOUBLE) = " + pair.getValue()
                        : "CAST(" + DuckDb.identifier(pair.getKey()) + " AS VARCHAR) = "
                                + DuckDb.literal(pair.getValue()))
                .collect(Collectors.joining(" AND "));
    }

    private static String describe(Map<String, String> where) {
        return where.entrySet().stream()
                .map(pair -> pair.getKey() + " = " + pair.getValue())
                .collect(Collectors.joining(", "));
    }
}
