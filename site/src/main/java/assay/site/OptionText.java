package assay.site;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of an option for readers: a record such as {@code SeriesLearner[degree=5]} in words. */
final class OptionText {

    private static final Pattern RECORD = Pattern.compile("([A-Z]\\w*)\\[([^\\[\\]]*)]");

    private OptionText() {}

    static String of(String value) {
        Matcher matcher = RECORD.matcher(value);
        if (!matcher.matches()) {
            return value;
        }
        StringBuilder words = new StringBuilder(spaced(matcher.group(1)));
        String separator = ": ";
        for (String component : matcher.group(2).split(", ", -1)) {
            if (!component.isEmpty()) {
                words.append(separator).append(component(component));
                separator = ", ";
            }
        }
        return words.toString();
    }

    private static String component(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return text;
        }
        String name = spaced(text.substring(0, equals));
        String value = text.substring(equals + 1);
        if (!value.matches("[A-Z][A-Z0-9_]*")) {
            return name + " " + value.replaceFirst("^(-?[0-9]+)\\.0$", "$1");
        }
        String constant = value.toLowerCase(Locale.ROOT).replace('_', ' ');
        return name.equals("task") ? constant : constant + " " + name;
    }

    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
