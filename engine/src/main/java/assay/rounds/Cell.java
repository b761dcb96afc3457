package assay.rounds;

import assay.Names;
import java.util.Arrays;
import java.util.Locale;

/** The cells of a round: to which of them a visitor belongs is drawn by lot. */
public enum Cell {
    /** Everybody gets control: the baseline is measured in every round. */
    CONTROL(0),
    /** Every arm has the same chance: every arm is measured in every round. */
    EXPLORE(1),
    /** Arms by the chance that they are best in the visitor's segment. */
    OPTIMISED(2);

    private final int number;

    Cell(int number) {
        this.number = number;
    }

    /** Its place in files and columns. */
    int number() {
        return number;
    }

    /**
     * The name in files.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether arms are drawn by chances that no result moves.
     *
     * @return true for control and explore
     */
    public boolean floor() {
        return this != OPTIMISED;
    }

    /**
     * The cell of a name.
     *
     * @param code lower case
     * @return the cell
     * @throws IllegalArgumentException if there is none
     */
    public static Cell of(String code) {
        for (Cell cell : values()) {
            if (cell.code().equals(code)) {
                return cell;
            }
        }
        throw new IllegalArgumentException("There is no cell '" + code + "'. "
                + Names.help(
                        code, "cells", Arrays.stream(values()).map(Cell::code).toList()));
    }
}
