/** Quasi-experiments: effects where nobody drew lots, from what happened before and to others. */
@NullMarked
package assay.quasi;

import org.jspecify.annotations.NullMarked;
