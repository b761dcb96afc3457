package assay.rounds;

/** Of which null hypothesis evidence speaks. */
enum Direction {
    /** Against an effect of at most the least that is worth having: the pair graduates. */
    ABOVE,
    /** Against an effect of at least the least that is worth having: the pair is dropped. */
    BELOW
}
