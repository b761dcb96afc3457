package assay.multiplicity;

import java.util.Locale;

/** What rules that spend wealth have in common. */
final class Wealth {

    private Wealth() {}

    static void check(double rate, double firstWealth) {
        if (!(firstWealth > 0 && firstWealth < rate)) {
            throw new IllegalArgumentException("the first wealth must be in (0, " + rate + "), not " + firstWealth);
        }
    }

    static String text(double rate, double firstWealth, GammaSequence shares) {
        return "rate=" + rate + " first=" + firstWealth + " shares="
                + shares.shape().name().toLowerCase(Locale.ROOT) + " horizon=" + shares.horizon();
    }
}
