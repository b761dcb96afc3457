package assay.policy;

/** A file or text that is not a policy that can be used. */
public final class PolicyFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * An exception.
     *
     * @param message what is wrong and what to do, in sentences
     */
    public PolicyFileException(String message) {
        super(message);
    }
}
