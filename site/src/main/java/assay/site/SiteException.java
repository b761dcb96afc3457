package assay.site;

import java.io.Serial;

/** A site that must not be published: a file cannot be read, or a link leads nowhere. */
public final class SiteException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A failure with its reason.
     *
     * @param message which file, what is wrong, what to do
     */
    public SiteException(String message) {
        super(message);
    }

    /**
     * A failure caused by another.
     *
     * @param message which file, what is wrong, what to do
     * @param cause the first failure
     */
    public SiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
