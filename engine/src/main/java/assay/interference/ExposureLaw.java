package assay.interference;

/** How likely exposures are, by the design. */
interface ExposureLaw {

    /** The probability that a unit has a level. */
    double probability(int unit, int level);

    /** The probability that two different units have their levels. */
    double joint(int i, int a, int j, int b);

    /** Calls with each other unit whose exposure may depend on that of a unit. */
    void dependents(int unit, java.util.function.IntConsumer visitor);
}
