package assay.cate;

/** What is done about predictions that lie nearer to their mean than the effects do. */
public enum Recalibration {
    /** They are left as they are. */
    NONE,
    /**
     * They are drawn apart by the slope of their own calibration, see {@link Stretch}, and the error of that slope widens their
     * intervals.
     */
    LINEAR
}
