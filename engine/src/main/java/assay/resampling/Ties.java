package assay.resampling;

/** Whether draws as large as the statistic of the data count as beyond it. */
enum Ties {
    /** They do, as in randomisation inference, where the data are one of the draws. */
    COUNTED,
    /** They do not, as in the wild bootstrap. */
    LEFT_OUT
}
