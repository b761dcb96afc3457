package assay.data;

/** Data that cannot be had or read. The message says what, where and what to do. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DataProblem problem;

    /**
     * An exception with its message.
     *
     * @param problem the stable kind of problem
     * @param message what is wrong, where, and what to do
     */
    public DataException(DataProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    /**
     * An exception with what caused it.
     *
     * @param problem the stable kind of problem
     * @param message what is wrong, where, and what to do
     * @param cause the failure underneath
     */
    public DataException(DataProblem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /**
     * The kind of problem.
     *
     * @return its code is an anchor of the error page of the user guide
     */
    public DataProblem problem() {
        return problem;
    }

    /**
     * The stable code of the problem.
     *
     * @return kebab case, such as {@code file-missing}
     */
    public String code() {
        return problem.code();
    }
}
