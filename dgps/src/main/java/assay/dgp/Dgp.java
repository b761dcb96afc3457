package assay.dgp;

import assay.random.Streams;

/**
 * A data-generating process that knows its truth.
 *
 * <p>Implementations are records whose components are the knobs, hence immutable; equal worlds draw equal data from
 * equal streams.
 */
public interface Dgp {

    /**
     * The name of the world.
     *
     * @return kebab case, such as {@code iid}
     */
    String name();

    /**
     * Draws a data set and its truth.
     *
     * @param streams the streams of one replicate
     * @return the observed sample, and the truth in a type of its own
     */
    Draw draw(Streams streams);

    /**
     * The same world with another treatment effect.
     *
     * @param effect the average effect; 0 gives the A/A null, in which no unit responds to treatment
     * @return the changed world
     */
    Dgp withEffect(double effect);

    /**
     * The same world at another size.
     *
     * @param size in the unit of the design: rows, clusters, periods
     * @return the changed world
     */
    Dgp withSize(int size);

    /**
     * The size of a draw.
     *
     * @return in the unit of the design
     */
    int size();

    /**
     * What a reader needs to know about the world.
     *
     * @return equations, knobs and source
     */
    WorldCard card();
}
