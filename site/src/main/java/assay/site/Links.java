package assay.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses inside plain text. */
final class Links {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;)]");

    private Links() {}

    /** Writes text with its web addresses as links. */
    static void linked(Html html, String text) {
        Matcher matcher = ADDRESS.matcher(text);
        int last = 0;
        while (matcher.find()) {
            html.text(text.substring(last, matcher.start()));
            html.leaf("a", matcher.group(), "href", matcher.group());
            last = matcher.end();
        }
        html.text(text.substring(last));
    }
}
