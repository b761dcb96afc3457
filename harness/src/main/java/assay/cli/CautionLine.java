package assay.cli;

import assay.Caution;

/** A caution as one line, which names where its code is explained. */
final class CautionLine {

    private CautionLine() {}

    static String of(Caution caution) {
        return of("", caution);
    }

    /** The line of a caution about a metric or an arm. */
    static String of(String about, Caution caution) {
        return "caution: " + about + caution.message() + " [" + caution.code() + "] (see: ./assay explain "
                + caution.code() + ")";
    }
}
