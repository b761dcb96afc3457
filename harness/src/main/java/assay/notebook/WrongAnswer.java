package assay.notebook;

/** An answer to an {@link Exercise} that is wrong; the message says in which way. It shows no stack: nothing broke. */
public final class WrongAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
        super(message, null, false, false);
    }
}
