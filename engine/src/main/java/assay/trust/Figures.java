package assay.trust;

import java.util.Locale;

/** Figures in messages. */
final class Figures {

    private Figures() {}

    static String p(double pValue) {
        return pValue < 1e-4 ? String.format(Locale.ROOT, "%.1e", pValue) : String.format(Locale.ROOT, "%.4f", pValue);
    }

    static String percent(long count, long of) {
        return percent(of == 0 ? 0 : count / (double) of);
    }

    /** A share in hundredths. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f %%", 100 * share);
    }
}
