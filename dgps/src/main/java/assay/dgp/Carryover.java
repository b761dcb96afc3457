package assay.dgp;

/** What a past treatment does to the present. */
public enum Carryover {
    /** It comes on top: an effect that builds up while treatment is kept on. */
    ADDITIVE,
    /**
     * It stands in for part of the present one: an effect that takes time to arrive and to fade, such as that of a queue. Kept on for
     * long it is what it would be without carryover; with carry beyond 1 / 0.6 it starts with the wrong sign.
     */
    DISPLACING
}
