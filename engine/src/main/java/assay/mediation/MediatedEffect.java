package assay.mediation;

import assay.Caution;
import assay.Estimate;
import java.util.List;

/**
 * How much of an effect goes through a mediator.
 *
 * @param mediator the mediator
 * @param total the whole effect
 * @param through the sum of the effects along all paths through the mediator
 * @param past the sum of the effects along all other paths
 * @param paths the effect along each path through the mediator
 * @param cautions reasons for care
 */
public record MediatedEffect(
        String mediator,
        Estimate total,
        Estimate through,
        Estimate past,
        List<Estimate> paths,
        List<Caution> cautions) {

    /** Copies the lists. */
    public MediatedEffect {
        paths = List.copyOf(paths);
        cautions = List.copyOf(cautions);
    }
}
