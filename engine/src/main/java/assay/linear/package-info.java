/** The linear model: one factorisation, robust covariances. */
@NullMarked
package assay.linear;

import org.jspecify.annotations.NullMarked;
