package assay.sequential;

/** Which departures from the null hypothesis a group-sequential test looks for. */
public enum Sides {
    /** Effects above the null value only; alpha is that of this one side. */
    ONE_SIDED,
    /** Effects in either direction, with boundaries that mirror each other; alpha is shared by both sides. */
    TWO_SIDED;

    /** The error of one side. */
    double perSide(double alpha) {
        return this == TWO_SIDED ? alpha / 2 : alpha;
    }
}
