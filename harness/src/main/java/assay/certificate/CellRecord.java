package assay.certificate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cell of the grid, as stored.
 *
 * @param id name of the cell
 * @param world name of the world
 * @param knobs its knobs
 * @param n its size
 * @param role {@code home} or {@code stress}
 * @param verdict the verdict on the conjunction of the claims; void if a control failed
 * @param replicates replicates of the method
 * @param failures replicates in which the method could not estimate; each scored 0
 * @param claims the claims
 * @param controls the controls, none in a stress cell
 * @param diagnostics figures that explain the verdict
 * @param explanations what could explain misses, the likeliest first; empty where nothing needs explaining
 * @param distribution p-values without an effect, or null where the result has none
 * @param descriptors for each feature of the data, its smallest and largest value over the first draws: the box in
 *     which a certified cell binds
 * @param figures numbers to draw from
 */
public record CellRecord(
        String id,
        String world,
        Map<String, String> knobs,
        int n,
        String role,
        Verdict verdict,
        int replicates,
        int failures,
        List<ClaimRecord> claims,
        List<ControlRecord> controls,
        Diagnostics diagnostics,
        List<Explanation> explanations,
        @Nullable Distribution distribution,
        Map<String, List<Double>> descriptors,
        Figures figures) {

    public CellRecord {
        claims = List.copyOf(claims);
        controls = List.copyOf(controls);
        explanations = List.copyOf(explanations);
    }

    /**
     * Whether the badge rests on the cell.
     *
     * @return true for a home cell
     */
    public boolean home() {
        return role.equals(CellRole.HOME.code());
    }
}
