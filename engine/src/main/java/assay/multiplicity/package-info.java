/** Many hypotheses at once: adjusted p-values. */
@NullMarked
package assay.multiplicity;

import org.jspecify.annotations.NullMarked;
