/** Designs and estimators for experiments in which one unit's treatment reaches another. */
@NullMarked
package assay.interference;

import org.jspecify.annotations.NullMarked;
