package assay.trust;

import assay.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest of several p-values, adjusted by Holm's method over all of them.
 *
 * @param index which one
 * @param name its name
 * @param statistic its statistic
 * @param pValue adjusted
 * @param also the names of the others that are at most the level
 * @param of how many there are
 */
record Worst(int index, String name, double statistic, double pValue, List<String> also, int of) {

    private static final int LISTED = 5;

    static Worst of(List<String> names, double[] statistics, double[] pValues, double level) {
        double[] adjusted = PValueAdjustment.HOLM.adjust(pValues);
        int worst = 0;
        for (int i = 1; i < pValues.length; i++) {
            worst = pValues[i] < pValues[worst] ? i : worst;
        }
        List<String> also = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            if (i != worst && adjusted[i] <= level) {
                also.add(names.get(i));
            }
        }
        return new Worst(worst, names.get(worst), statistics[worst], adjusted[worst], also, pValues.length);
    }

    /** How many were looked at, and which others are too small. */
    String others() {
        if (of == 1) {
            return "";
        }
        String corrected = " over " + of;
        if (also.isEmpty()) {
            return corrected;
        }
        String listed = String.join(", ", also.subList(0, Math.min(LISTED, also.size())));
        return corrected + "; also " + listed
                + (also.size() > LISTED ? " and " + (also.size() - LISTED) + " more" : "");
    }
}
