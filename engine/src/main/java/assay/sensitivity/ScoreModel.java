package assay.sensitivity;

/** Which model an effect is learned in. */
public enum ScoreModel {
    /** The partially linear model {@code Y = theta D + g(X) + e}: one effect for all, residuals on residuals. */
    PARTIALLY_LINEAR,
    /** The interactive model {@code Y = g(D, X) + e}: the average treatment effect by the efficient score. */
    INTERACTIVE
}
