package assay.notebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a cell failed.
 *
 * @param name what kind of failure: the simple name of the exception, {@code CompileError}, {@code IncompleteSource},
 *     {@code TimeLimit} or {@code Interrupted}
 * @param message the message
 * @param traceback lines to print, without line ends
 * @param cause the exception that the cell threw, or null if it threw none
 */
public record CellError(
        String name,
        String message,
        List<String> traceback,
        @Nullable Throwable cause) {

    public CellError {
        traceback = List.copyOf(traceback);
    }

    static CellError of(String name, String message) {
        return new CellError(name, message, (name + ": " + message).lines().toList(), null);
    }
}
