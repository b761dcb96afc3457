/** Average effects by weighting and by doubly robust scores. */
@NullMarked
package assay.observational;

import org.jspecify.annotations.NullMarked;
