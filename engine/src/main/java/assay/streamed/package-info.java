/** Two arms of any number of rows, analysed in a few passes with memory that does not grow. */
@NullMarked
package assay.streamed;

import org.jspecify.annotations.NullMarked;
