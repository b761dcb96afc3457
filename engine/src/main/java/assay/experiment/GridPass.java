package assay.experiment;

import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two passes of an {@link EffectGrid}. */
final class GridPass {

    private static final int MOST_ARMS = 100;
    private static final int MOST_SEGMENTS = 1000;
    private static final int TILE = 256;

    private final EffectGrid grid;
    private final Source source;
    private final GridLevels arms;
    private final @Nullable GridLevels segments;
    private final int first;
    private final int width;
    private final int[] cellOf = new int[MOST_ARMS * MOST_SEGMENTS];
    private final List<int[]> cells = new ArrayList<>();
    private final List<CellMoments> moments = new ArrayList<>();
    private final double[][] centred;
    private final double[] scratch = new double[TILE];
    private final double[] residuals = new double[TILE];
    private final double[] origin;
    private int[] cell = new int[0];
    private long rows;
    private long dropped;

    GridPass(EffectGrid grid, Source source) {
        this.grid = grid;
        this.source = source;
        this.arms = new GridLevels(source, grid.assignment(), MOST_ARMS);
        this.segments = grid.segment()
                .map(column -> new GridLevels(source, column, MOST_SEGMENTS))
                .orElse(null);
        this.first = segments == null ? 1 : 2;
        this.width = grid.covariates().size() + grid.outcomes().size();
        this.centred = new double[width][TILE];
        this.origin = new double[width];
        Arrays.fill(cellOf, -1);
    }

    GridEffects run() {
        pass((c, n, columns) -> moments.get(c).add(n, columns, centred));
        GridModels models = new GridModels(grid, arms, segments, cells, moments);
        long used = rows;
        long left = dropped;
        pass((c, n, columns) -> {
            CellMoments mine = moments.get(c);
            System.arraycopy(mine.means, 0, origin, 0, width);
            for (int j = 0; j < width; j++) {
                double mean = origin[j];
                double[] to = centred[j];
                double[] from = columns[j];
                for (int i = 0; i < n; i++) {
                    to[i] = from[i] - mean;
                }
            }
            models.add(c, n, origin, centred, scratch, residuals);
        });
        return models.effects(used, left);
    }

    private void pass(GridTiles.Sink sink) {
        GridTiles tiles = new GridTiles(width, sink);
        double[][] numbers = new double[width][];
        rows = 0;
        dropped = 0;
        source.forEach(grid.columns(), (n, block) -> {
            place(n, block);
            for (int j = 0; j < width; j++) {
                numbers[j] = block[first + j];
            }
            tiles.add(n, numbers, cell, moments.size());
        });
        tiles.finish();
    }

    /** The cell of each row, below zero for a row that is left out. */
    private void place(int n, double[][] block) {
        if (cell.length < n) {
            cell = new int[n];
        }
        for (int i = 0; i < n; i++) {
            cell[i] = 0;
        }
        for (double[] column : block) {
            if (!finite(n, column)) {
                exclude(n, block);
                break;
            }
        }
        double[] arm = block[0];
        double[] segment = block[first - 1];
        for (int i = 0; i < n; i++) {
            if (cell[i] < 0) {
                dropped++;
                continue;
            }
            rows++;
            cell[i] = cell(arms.of(arm[i]), segments == null ? 0 : segments.of(segment[i]));
        }
    }

    private static boolean finite(int n, double[] column) {
        double zero = 0;
        for (int i = 0; i < n; i++) {
            zero += column[i] * 0.0;
        }
        return zero == 0;
    }

    /** Marks the rows with a missing value, or refuses them. */
    private void exclude(int n, double[][] block) {
        for (int j = 0; j < block.length; j++) {
            String column = grid.columns().get(j);
            for (int i = 0; i < n; i++) {
                double value = block[j][i];
                if (Double.isInfinite(value)) {
                    throw new EstimationException(
                            Problem.NOT_FINITE,
                            "Column '" + column + "' has an infinite value, which makes every mean infinite.",
                            "Look for divisions by zero.");
                }
                if (Double.isNaN(value)) {
                    if (grid.missing() == Missing.FAIL) {
                        throw new EstimationException(
                                Problem.MISSING_VALUES,
                                "Column '" + column + "' has missing values, the first in row "
                                        + (rows + dropped + i + 1)
                                        + "; leaving rows out silently would change who is compared.",
                                "Find out why they are missing; to leave such rows out, say so.");
                    }
                    cell[i] = -1;
                }
            }
        }
    }

    private int cell(int arm, int segment) {
        int at = arm * MOST_SEGMENTS + segment;
        if (cellOf[at] < 0) {
            cellOf[at] = cells.size();
            cells.add(new int[] {arm, segment});
            moments.add(
                    new CellMoments(grid.covariates().size(), grid.outcomes().size()));
        }
        return cellOf[at];
    }
}
