package assay.cli;

import assay.Interval;

/**
 * A look as it is printed; NaN where there is nothing to say yet.
 *
 * @param label what it is called
 * @param control units of the control arm so far
 * @param treated units of the treated arm so far
 * @param estimate difference in means
 * @param stdError Welch's
 * @param sequence the always-valid interval
 * @param pValue the smallest always-valid p-value so far
 * @param z standardised distance from the null value
 * @param boundary critical |z| of this look by the rule of the plan
 * @param ratioP always-valid p-value of the sample ratio
 */
record MonitoredLook(
        String label,
        long control,
        long treated,
        double estimate,
        double stdError,
        Interval sequence,
        double pValue,
        double z,
        double boundary,
        double ratioP) {

    long units() {
        return control + treated;
    }

    /** Whether this look counts. */
    boolean counts() {
        return !Double.isNaN(estimate);
    }
}
