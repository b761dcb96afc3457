package assay.notebook;

/** A cell of a notebook failed; the message says which, shows its source and says why. */
public final class NotebookFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String chapter;
    private final int codeCell;
    private final int cell;
    private final String source;
    private final String reason;

    NotebookFailure(String chapter, Notebook.Cell cell, CellError error) {
        super(
                message(chapter, cell, error),
                error.cause() instanceof Exception || error.cause() instanceof AssertionError ? error.cause() : null);
        this.chapter = chapter;
        this.codeCell = cell.codeNumber();
        this.cell = cell.number();
        this.source = cell.source();
        this.reason = error.name() + ": " + error.message();
    }

    /**
     * The chapter.
     *
     * @return such as {@code 01-recovery-harness}
     */
    public String chapter() {
        return chapter;
    }

    /**
     * The number of the cell among the code cells.
     *
     * @return from 1
     */
    public int codeCell() {
        return codeCell;
    }

    /**
     * The number of the cell among all cells.
     *
     * @return from 1
     */
    public int cell() {
        return cell;
    }

    /**
     * The source of the cell.
     *
     * @return as in the notebook
     */
    public String source() {
        return source;
    }

    /**
     * Why it failed.
     *
     * @return kind and message
     */
    public String reason() {
        return reason;
    }

    private static String message(String chapter, Notebook.Cell cell, CellError error) {
        return "chapter " + chapter + ", code cell " + cell.codeNumber() + " (cell " + cell.number()
                + " of the notebook) failed:\n" + cell.source().stripTrailing().indent(4)
                + String.join("\n", error.traceback());
    }
}
