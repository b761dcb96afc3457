package assay;

/** Data that cannot be analysed by the method. The message says what, where, why it matters and what to do. */
public final class EstimationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String remedy;

    /**
     * An exception with its remedy.
     *
     * @param problem the stable kind of problem
     * @param what what is wrong, naming the column or row, and why it breaks the method
     * @param remedy what to do about it
     */
    public EstimationException(Problem problem, String what, String remedy) {
        super(what + " " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * The kind of problem.
     *
     * @return its code is an anchor of the error page of the user guide
     */
    public Problem problem() {
        return problem;
    }

    /**
     * What to do.
     *
     * @return one sentence
     */
    public String remedy() {
        return remedy;
    }
}
