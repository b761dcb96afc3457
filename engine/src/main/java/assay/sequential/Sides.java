package assay.sequential;

/** On how many sides a boundary holds. */
public enum Sides {
    /** The sum stays below the boundary. */
    ONE,
    /** The absolute value of the sum stays below it. */
    TWO
}
