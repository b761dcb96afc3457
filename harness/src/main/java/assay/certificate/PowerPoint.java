package assay.certificate;

/**
 * Power at one effect.
 *
 * @param effect the planted effect
 * @param effectInSe in standard errors of the estimate
 * @param theory the power that the standard error promises
 * @param replicates tests
 * @param power share that rejected no effect
 * @param csLow lower end of its 99 % confidence sequence, made monotone in the effect
 * @param csHigh upper end
 * @param verdict certified if power is shown to be within 0.03 of theory, refuted if shown not to be
 */
public record PowerPoint(
        double effect,
        double effectInSe,
        double theory,
        int replicates,
        double power,
        double csLow,
        double csHigh,
        Verdict verdict) {}
