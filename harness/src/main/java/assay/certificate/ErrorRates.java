package assay.certificate;

/**
 * How often certificates may be wrong: every rate that the book promises, in one place.
 *
 * <p>A claim is CERTIFIED on evidence of 1 / {@link #BADGE}; sampling goes on to 1 / {@link #STOP}, as optional stopping
 * is free and the book asks for more than one claim does. A claim is REFUTED on evidence of 1 / {@link #REFUTE}, which
 * shares the rate of false alarms over all claims that the book has room for.
 */
public final class ErrorRates {

    /** Chance of ever certifying one claim that is false. */
    public static final double BADGE = 0.01;

    /** Evidence of 1 / STOP ends the sampling of a claim: enough for the book's rules over its lifetime. */
    public static final double STOP = 0.0005;

    /** Expected share of false claims among those that the book badges (e-BH, e-LOND). */
    public static final double BOOK = 0.01;

    /** Chance that any claim that is true is ever refuted, over all attempts. */
    public static final double ALARM = 0.05;

    /** Claims that the book has room for over its lifetime. */
    public static final int CAPACITY = 100_000;

    /** Chance of ever refuting one claim that is true. */
    public static final double REFUTE = ALARM / CAPACITY;

    private ErrorRates() {}
}
