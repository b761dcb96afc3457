package assay.decision;

/** When the data may be looked at. */
public enum AnalysisMode {
    /** Once, when all planned units are in and have been watched for as long as their metrics need. */
    FIXED_HORIZON,
    /** At any time and as often as one likes: intervals and p-values hold at all looks at once. */
    ALWAYS_VALID
}
