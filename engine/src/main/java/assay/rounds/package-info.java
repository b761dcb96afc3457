/** Adaptive experiments in rounds: floors that keep measuring, segments found once, evidence that multiplies. */
@NullMarked
package assay.rounds;

import org.jspecify.annotations.NullMarked;
