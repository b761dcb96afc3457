package assay.trust;

import java.util.Locale;

/** Figures in messages. */
final class Figures {

    private Figures() {}

    static String p(double pValue) {
        return pValue < 1e-4
                ? String.format(Locale.ROOT, "%.1e", pValue)
                : String.format(Locale.ROOT, "%.4f", pValue);
    }

    static String percent(double count, double of) {
        return String.format(Locale.ROOT, "%.3f %%", of == 0 ? 0 : 100 * count / of);
    }
}
