package assay.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * What a cell came to.
 *
 * @param value the rendered value of its last expression, or null if it ends in something else or failed
 * @param error why it failed, or null if it did not
 */
public record CellResult(
        @Nullable DisplayData value, @Nullable CellError error) {}
