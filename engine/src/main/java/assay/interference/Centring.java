package assay.interference;

/** What is taken off outcomes before they are weighted. */
public enum Centring {
    /** Nothing: exactly unbiased, and imprecise where outcomes are far from 0. */
    NONE,
    /** Their mean: far more precise, with a bias of order one over the outcomes. */
    MEAN
}
