package assay.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of runs in the text of a study case: {@code {{run:STEP:PATH|FORMAT}}}, and {@code {{run:A / B|FORMAT}}} or
 * {@code {{run:A - B|FORMAT}}} of two of them. Formats: a number of digits; {@code pp} and a number of digits, a share in
 * percentage points or percent; {@code abs} and digits, without its sign; {@code count}; {@code p}, a p-value;
 * {@code text}, as it stands.
 */
final class CaseText {

    private static final Pattern RUN = Pattern.compile("\\{\\{run:([^}|]+)\\|([a-z]*)(\\d?)\\}\\}");

    private CaseText() {}

    /** The text with its numbers; a number that the runs do not have stops the build. */
    static String expand(String text, CaseRuns runs) {
        String done = RUN.matcher(text).replaceAll(match -> {
            int digits = match.group(3).isEmpty() ? 0 : Integer.parseInt(match.group(3));
            return Matcher.quoteReplacement(value(match.group(1), match.group(2), digits, runs));
        });
        if (done.contains("{{run:")) {
            String rest = done.substring(done.indexOf("{{run:"));
            throw new SiteException("The study case " + runs.name() + " has a placeholder that cannot be read: "
                    + rest.substring(0, Math.min(60, rest.length())));
        }
        return done;
    }

    private static String value(String reference, String format, int digits, CaseRuns runs) {
        return switch (format) {
            case "text" -> runs.at(reference).text();
            case "" -> Numbers.fixed(number(reference, runs), digits);
            case "pp" -> Numbers.fixed(100 * number(reference, runs), digits);
            case "abs" -> Numbers.fixed(Math.abs(number(reference, runs)), digits);
            case "count" -> Numbers.count(number(reference, runs));
            case "p" -> pValue(number(reference, runs));
            default ->
                throw new SiteException("The study case " + runs.name() + " asks for the format '" + format
                        + "'; known: text, pp, abs, count, p, and digits alone.");
        };
    }

    private static double number(String reference, CaseRuns runs) {
        for (String operator : new String[] {" / ", " - "}) {
            int at = reference.indexOf(operator);
            if (at > 0) {
                double left = runs.number(reference.substring(0, at));
                double right = runs.number(reference.substring(at + operator.length()));
                return operator.equals(" / ") ? left / right : left - right;
            }
        }
        return runs.number(reference);
    }

    private static String pValue(double p) {
        return p < 0.001 ? "below 0.001" : Numbers.fixed(p, 3);
    }
}
