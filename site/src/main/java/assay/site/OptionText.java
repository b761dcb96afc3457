package assay.site;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of an option for readers: a record such as {@code SeriesLearner[degree=5]} in words. */
final class OptionText {

    private static final Pattern INNERMOST = Pattern.compile("([A-Z]\\w*)?\\[([^\\[\\]]*)]");
    private static final Pattern EMPTY = Pattern.compile("Optional(Double|Int|Long)?\\.empty");

    private OptionText() {}

    /** Records from the inside out; what stands inside another is put into brackets. */
    static String of(String value) {
        String text = EMPTY.matcher(value).replaceAll("none");
        if (!text.matches(".*[A-Z]\\w*\\[.*")) {
            return text;
        }
        for (Matcher found = INNERMOST.matcher(text); found.find(); found = INNERMOST.matcher(text)) {
            boolean whole = found.start() == 0 && found.end() == text.length();
            String said = found.group(1) == null
                    ? found.group(2).replace(", ", " ; ")
                    : record(found.group(1), found.group(2));
            text = text.substring(0, found.start())
                    + (whole ? said : "(" + said.replace(", ", " ; ") + ")")
                    + text.substring(found.end());
        }
        return text.replace(" ; ", ", ");
    }

    private static String record(String name, String components) {
        StringBuilder words = new StringBuilder(spaced(name));
        String separator = ": ";
        for (String component : components.split(", ", -1)) {
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
