/** Learners of nuisance functions, and cross-fitting. */
@NullMarked
package assay.nuisance;

import org.jspecify.annotations.NullMarked;
