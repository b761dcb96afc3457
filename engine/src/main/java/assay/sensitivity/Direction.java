package assay.sensitivity;

/** Which way an omitted variable may have moved an estimate. */
public enum Direction {
    /** It made the estimate larger in size than the effect: taking it into account moves the estimate towards 0 and past it. */
    TOWARDS_ZERO(-1),
    /** It hid part of the effect: taking it into account moves the estimate away from 0. */
    AWAY_FROM_ZERO(1);

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    /** What the bias is multiplied by, for a positive estimate. */
    int sign() {
        return sign;
    }
}
