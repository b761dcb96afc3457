package assay.experiment;

/** Who followed the assignment. */
public enum Compliance {
    /** All received what they were assigned. */
    FULL,
    /** Nobody in the control arm was treated and nobody received another treatment than the assigned one. */
    ONE_SIDED,
    /** Some in the control arm were treated, or some received another treatment. */
    TWO_SIDED;

    /** From counts by arm assigned and arm received. */
    static Compliance of(long[][] counts) {
        boolean never = false;
        boolean cross = false;
        for (int z = 0; z < counts.length; z++) {
            for (int d = 0; d < counts.length; d++) {
                if (d != z && counts[z][d] > 0) {
                    never |= d == 0;
                    cross |= d != 0;
                }
            }
        }
        return cross ? TWO_SIDED : never ? ONE_SIDED : FULL;
    }
}
