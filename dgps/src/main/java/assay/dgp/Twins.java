package assay.dgp;

import assay.Sample;
import assay.random.Streams;

/**
 * A world that can be run again with every unit forced into one arm: same traits, same noise, another treatment. The
 * difference of the two twins of a draw is what its declared truth is held to.
 */
public interface Twins extends Dgp {

    /**
     * The sample of a draw, had every unit been assigned to one arm at all times.
     *
     * @param streams the streams of the draw
     * @param arm 1 for treated, 0 for control
     * @return the sample, in the columns and order of rows of the draw where those do not depend on the treatment
     */
    Sample twin(Streams streams, int arm);
}
