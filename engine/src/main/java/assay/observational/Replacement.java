package assay.observational;

/** Whether a unit may be the match of several. */
public enum Replacement {
    /** A unit can be the match of many: matches are as near as can be, and units at the same distance share. */
    WITH,
    /** Each unit is the match of one at most: pairs are formed greedily, one unit after the other. */
    WITHOUT
}
