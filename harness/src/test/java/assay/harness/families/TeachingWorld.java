package assay.harness.families;

import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.WorldCard;
import java.util.List;

/** A world of a test, whose card says no more than its name. */
public interface TeachingWorld extends Dgp {

    @Override
    default WorldCard card() {
        return new WorldCard(name(), List.of(), List.of(), Dag.of("T -> Y"), "known from the knobs", "a test");
    }
}
