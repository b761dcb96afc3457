package assay.growthlab;

/** Which change is for the better. */
enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER;

    /** An effect with its sign turned so that positive is good. */
    double favourable(double effect) {
        return this == HIGHER_IS_BETTER ? effect : -effect;
    }

    /** The end of an interval that is worse. */
    double unfavourableEnd(double lower, double upper) {
        return this == HIGHER_IS_BETTER ? lower : -upper;
    }
}
