/** Synthetic controls and synthetic differences in differences: what a treated unit would have done, from a weighted mean of others. */
@NullMarked
package assay.quasi.synthetic;

import org.jspecify.annotations.NullMarked;
