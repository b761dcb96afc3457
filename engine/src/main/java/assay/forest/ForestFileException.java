package assay.forest;

import java.nio.file.Path;

/** A file that does not hold a forest that can be trusted. The message says which file, what is wrong and what to do. */
public final class ForestFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception about a file.
     *
     * @param file the file
     * @param what what is wrong with it
     * @param remedy what to do about it
     */
    public ForestFileException(Path file, String what, String remedy) {
        super(file + " " + what + " " + remedy);
    }
}
