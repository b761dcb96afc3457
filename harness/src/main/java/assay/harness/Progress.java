package assay.harness;

import assay.certificate.Verdict;
import java.util.List;

/** Hears how far a certification is. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = stage -> {};

    /**
     * Called after every batch and at the end of every cell.
     *
     * @param stage where it is
     */
    void at(Stage stage);

    /**
     * Called at the end of a cell in which the estimator failed in a way that is no rejection of its data.
     *
     * @param method name of the method
     * @param cell id of the cell
     * @param failure the first such failure
     */
    default void failed(String method, String cell, String failure) {}

    /**
     * How far it is.
     *
     * @param method name of the method
     * @param cell id of the cell
     * @param index which of its cells, from 1
     * @param cells how many cells it has
     * @param replicates replicates so far in this cell
     * @param replayed those of them that an earlier session had computed
     * @param budget replicates at most in this cell
     * @param seconds on the clock in this cell, this session
     * @param claims verdicts so far on the claims of the method
     * @param controlsHeld controls that have the verdict that they must have
     * @param controls all controls
     * @param verdict verdict so far on the cell
     * @param finished whether the cell is done
     */
    record Stage(
            String method,
            String cell,
            int index,
            int cells,
            int replicates,
            int replayed,
            int budget,
            double seconds,
            List<Verdict> claims,
            int controlsHeld,
            int controls,
            Verdict verdict,
            boolean finished) {

        public Stage {
            claims = List.copyOf(claims);
        }
    }
}
