package assay.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts rows into cells: each cell has a tile that is worked on whenever it is full, so that the work is on short
 * contiguous columns in the nearest caches however the rows come. The order within a cell is kept.
 */
final class GridTiles {

    private static final int LONG = 256;
    private static final int SHORT = 32;

    /** With more cells than this, tiles are short, to bound the memory. */
    private static final int MANY = 256;

    /** Works on the rows of a cell. */
    @FunctionalInterface
    interface Sink {
        void tile(int cell, int rows, double[][] columns);
    }

    private final int columns;
    private final Sink sink;
    private final List<double[][]> tiles = new ArrayList<>();
    private int[] filled = new int[0];
    private int[] starts = new int[2];
    private int[] order = new int[0];

    GridTiles(int columns, Sink sink) {
        this.columns = columns;
        this.sink = sink;
    }

    /** Adds rows; a cell number below zero leaves a row out. */
    void add(int rows, double[][] block, int[] cells, int count) {
        grow(rows, count);
        Arrays.fill(starts, 0);
        for (int i = 0; i < rows; i++) {
            starts[cells[i] + 2]++;
        }
        for (int c = 1; c < starts.length; c++) {
            starts[c] += starts[c - 1];
        }
        for (int i = 0; i < rows; i++) {
            order[starts[cells[i] + 1]++] = i;
        }
        for (int c = 0; c < count; c++) {
            append(c, starts[c], starts[c + 1], block);
        }
    }

    private void append(int cell, int from, int to, double[][] block) {
        double[][] tile = tiles.get(cell);
        int length = tile[0].length;
        int at = from;
        while (at < to) {
            int position = filled[cell];
            int take = Math.min(to - at, length - position);
            for (int j = 0; j < columns; j++) {
                double[] target = tile[j];
                double[] column = block[j];
                for (int i = 0; i < take; i++) {
                    target[position + i] = column[order[at + i]];
                }
            }
            at += take;
            filled[cell] = position + take;
            if (filled[cell] == length) {
                flush(cell);
            }
        }
    }

    private void grow(int rows, int count) {
        if (order.length < rows) {
            order = new int[rows];
        }
        if (filled.length < count) {
            filled = Arrays.copyOf(filled, count);
            starts = new int[count + 2];
        }
        while (tiles.size() < count) {
            tiles.add(new double[Math.max(1, columns)][tiles.size() < MANY ? LONG : SHORT]);
        }
    }

    private void flush(int cell) {
        if (filled[cell] > 0) {
            sink.tile(cell, filled[cell], tiles.get(cell));
            filled[cell] = 0;
        }
    }

    /** Works on what is left. */
    void finish() {
        for (int cell = 0; cell < tiles.size(); cell++) {
            flush(cell);
        }
    }
}
