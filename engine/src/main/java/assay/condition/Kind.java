package assay.condition;

/** What a column holds. */
public enum Kind {
    /** Numbers; booleans are 0 and 1. */
    NUMBER,
    /** Text, as levels. */
    TEXT
}
