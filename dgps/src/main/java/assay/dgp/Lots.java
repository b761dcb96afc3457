package assay.dgp;

import assay.random.Philox;

/** Arms drawn by lot, for worlds that live in packages of their own. */
public final class Lots {

    private Lots() {}

    /**
     * Treats a fixed number of units by lot: {@code share * size}, rounded.
     *
     * @param random a stream, read from where it stands
     * @param size how many units
     * @param share share of the treated arm, in (0, 1)
     * @return for each unit 1 if it is treated, else 0
     */
    public static double[] draw(Philox random, int size, double share) {
        return Assignment.COMPLETE.draw(random, size, share);
    }
}
