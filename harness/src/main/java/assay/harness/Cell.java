package assay.harness;

import assay.certificate.CellRole;
import assay.dgp.Dgp;
import java.util.List;

/**
 * One cell of a method's grid.
 *
 * @param <R> what the estimator answers
 * @param world the world
 * @param role home, where the badge rests, or stress
 * @param controls mutants, foil and oracle; none in a stress cell
 */
public record Cell<R>(Dgp world, CellRole role, List<Control<R>> controls) {

    public Cell {
        controls = List.copyOf(controls);
    }

    /**
     * The name of the cell.
     *
     * @return the world, the knobs that set it apart, and its size
     */
    public String id() {
        return Knobs.cell(world);
    }
}
