package assay.random;

/**
 * The streams of one replicate. Purposes are kept apart, so that an estimator that draws more or fewer numbers never
 * changes the world that it is tested in.
 *
 * @param worldKey key of everything that the world draws; estimators compared on the same world share it
 * @param estimatorKey key of what estimators draw
 * @param replicate number of the replicate
 */
public record Streams(long worldKey, long estimatorKey, int replicate) {

    /**
     * Streams with one key for all purposes.
     *
     * @param key the key
     * @param replicate number of the replicate
     */
    public Streams(long key, int replicate) {
        this(key, key, replicate);
    }

    /**
     * Covariates and other characteristics of units.
     *
     * @return stream 0 from its start
     */
    public Philox covariates() {
        return new Philox(worldKey, replicate, 0);
    }

    /**
     * Assignment to arms.
     *
     * @return stream 1 from its start
     */
    public Philox assignment() {
        return new Philox(worldKey, replicate, 1);
    }

    /**
     * Noise of outcomes.
     *
     * @return stream 2 from its start
     */
    public Philox noise() {
        return new Philox(worldKey, replicate, 2);
    }

    /**
     * What an estimator draws: folds, bootstrap weights.
     *
     * @return stream 3 from its start
     */
    public Philox estimator() {
        return new Philox(estimatorKey, replicate, 3);
    }

    /**
     * Simulation of truth, where no closed form exists.
     *
     * @return stream 4 from its start
     */
    public Philox truth() {
        return new Philox(worldKey, replicate, 4);
    }
}
