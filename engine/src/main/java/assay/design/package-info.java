/**
 * Before the data: who is assigned to what, sample size, power, smallest effects and runtime; and what a significant result
 * can be trusted for.
 */
@NullMarked
package assay.design;

import org.jspecify.annotations.NullMarked;
