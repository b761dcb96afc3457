package assay.resampling;

/** Which residuals a wild bootstrap redraws. */
public enum Residuals {
    /** Those of the fit in which the null hypothesis holds. */
    RESTRICTED,
    /** Those of the fit itself. Rejects far too often with few clusters; for comparison only. */
    UNRESTRICTED
}
