package assay.switchback;

/** What is taken off the outcomes before they are weighted. It may depend on anything but the tosses. */
public enum Centring {
    /** Nothing: unbiased, and as wide as the level of the outcome is high. */
    NONE,
    /** The one covariate itself: a forecast, or the same period before the experiment, in the units of the outcome. */
    FORECAST,
    /**
     * A least-squares prediction from the market's own level and the covariates, for each window from those periods that share
     * no toss with it. Given those, the window's own tosses are as fair as ever, so that the estimate stays unbiased exactly.
     */
    REGRESSION
}
