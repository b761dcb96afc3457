/** Methods for randomised experiments. */
@NullMarked
package assay.experiment;

import org.jspecify.annotations.NullMarked;
