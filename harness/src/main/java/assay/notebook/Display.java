package assay.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/**
 * What cells call to show something; imported into every notebook. Names, arguments and results are those of IJava and
 * JJava, so that a notebook runs unchanged on any of the three.
 */
public final class Display {

    private Display() {}

    /**
     * Renders a value without showing it. As the last expression of a cell it becomes the result of the cell.
     *
     * @param value the value
     * @param types MIME types to render as; none for the usual ones of the value
     * @return the rendered value
     */
    public static DisplayData render(Object value, String... types) {
        return engine().render(value, types);
    }

    /**
     * Renders a value and shows it at once.
     *
     * @param value the value
     * @param types MIME types to render as; none for the usual ones of the value
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value, String... types) {
        return engine().display(value, types);
    }

    /**
     * Shows another value in the place of one shown before, where the front end can.
     *
     * @param id what {@link #display} returned
     * @param value the new value
     * @param types MIME types to render as; none for the usual ones of the value
     */
    public static void updateDisplay(String id, Object value, String... types) {
        engine().updateDisplay(id, value, types);
    }

    private static CellEngine engine() {
        CellExecution.Call call = CellExecution.current();
        if (call == null) {
            throw new IllegalStateException("display and render work in the cells of a notebook, on threads that a cell"
                    + " started; this thread belongs to none");
        }
        return call.engine();
    }
}
