package assay.site;

import java.text.Normalizer;
import java.util.Locale;

/** Turns titles into anchors. */
final class Slug {

    private Slug() {}

    static String of(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String dashed = plain.replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return dashed.isEmpty() ? "section" : dashed;
    }
}
