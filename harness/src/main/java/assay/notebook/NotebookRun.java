package assay.notebook;

import java.nio.file.Path;
import java.util.List;

/**
 * A notebook that ran to its end.
 *
 * @param chapter the chapter, such as {@code 01-recovery-harness}
 * @param executed the executed copy
 * @param cells its code cells in order
 * @param startSeconds wall-clock seconds to start the engine
 */
public record NotebookRun(String chapter, Path executed, List<CellTime> cells, double startSeconds) {

    public NotebookRun {
        cells = List.copyOf(cells);
    }

    /**
     * How long a code cell took.
     *
     * @param codeCell its number among the code cells, from 1
     * @param cell its number among all cells, from 1
     * @param seconds wall-clock seconds
     */
    public record CellTime(int codeCell, int cell, double seconds) {}

    /**
     * The time of the whole notebook.
     *
     * @return wall-clock seconds, start of the engine included
     */
    public double seconds() {
        return startSeconds + cells.stream().mapToDouble(CellTime::seconds).sum();
    }
}
