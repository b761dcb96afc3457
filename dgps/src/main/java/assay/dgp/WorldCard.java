package assay.dgp;

import java.util.List;

/**
 * The description of a world for its readers.
 *
 * @param title a short title
 * @param equations the equations, one a line, in LaTeX without delimiters
 * @param knobs each knob and what it does, in the order of the record's components
 * @param dag what moves what
 * @param truth how the truth is known
 * @param source paper or text that the world is taken from
 */
public record WorldCard(String title, List<String> equations, List<Knob> knobs, Dag dag, String truth, String source) {

    public WorldCard {
        equations = List.copyOf(equations);
        knobs = List.copyOf(knobs);
    }

    /**
     * A knob.
     *
     * @param name the record component
     * @param meaning what it does, with its range
     */
    public record Knob(String name, String meaning) {}
}
