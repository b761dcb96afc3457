package assay.registry;

/** A store cannot be used as asked. The message says what, why and what to do. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RegistryProblem problem;

    /**
     * An exception with its message.
     *
     * @param problem the stable kind of problem
     * @param message what is wrong, where, and what to do
     */
    public RegistryException(RegistryProblem problem, String message) {
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
    public RegistryException(RegistryProblem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /**
     * The kind of problem.
     *
     * @return its code is an anchor of the page of codes of the user guide
     */
    public RegistryProblem problem() {
        return problem;
    }
}
