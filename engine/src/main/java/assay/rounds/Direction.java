package assay.rounds;

/** Of which null hypothesis evidence speaks. */
enum Direction {
    /** Against an effect of at most the least that is worth having: the pair graduates. */
    ABOVE(0),
    /** Against an effect of at least the least that is worth having: the pair is dropped. */
    BELOW(1);

    private final int place;

    Direction(int place) {
        this.place = place;
    }

    int place() {
        return place;
    }
}
