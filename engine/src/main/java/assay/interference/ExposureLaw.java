package assay.interference;

/** How likely exposures are, by the design. */
interface ExposureLaw {

    /** The probability that a unit has a level. */
    double probability(int unit, int level);

    /** Calls once with each two units whose exposures may depend on each other. */
    void pairs(PairVisitor visitor);

    /** Takes the joint law of the levels of two units. */
    @FunctionalInterface
    interface PairVisitor {

        /**
         * A pair.
         *
         * @param i the first unit
         * @param j the second
         * @param joint the probability that i has level a and j has level b at a times the number of levels plus b; used again
         */
        void at(int i, int j, double[] joint);
    }
}
