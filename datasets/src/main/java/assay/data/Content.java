package assay.data;

import java.io.IOException;
import java.io.InputStream;

/** A sequence of bytes that can be read from its start as often as needed. */
@FunctionalInterface
interface Content {

    /** Opens the bytes; the caller closes them. */
    InputStream open() throws IOException;
}
