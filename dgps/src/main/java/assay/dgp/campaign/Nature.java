package assay.dgp.campaign;

/**
 * What visitors do.
 *
 * @param response who gains by an arm
 * @param measure what is measured
 * @param effect what a gain of 1 is worth
 * @param shift what changes from a round on
 * @param kind what the change moves
 * @param since the first round of the change
 */
record Nature(Response response, Measure measure, double effect, double shift, Shift kind, int since) {

    static Nature stationary(Response response, Measure measure, double effect) {
        return new Nature(response, measure, effect, 0, Shift.LEVEL, 0);
    }

    /** The expected outcome of a visitor under an arm in a round. */
    double mean(int arm, double x1, double x2, int round) {
        double moved = arm == 0 ? 0 : effect * response.gain(arm, x1, x2);
        if (shift != 0 && round >= since && kind.moves(arm)) {
            moved += shift;
        }
        return measure.mean(x1, x2, moved);
    }

    /** The effect of an arm on a visitor. */
    double effect(int arm, double x1, double x2, int round) {
        return mean(arm, x1, x2, round) - mean(0, x1, x2, round);
    }
}
