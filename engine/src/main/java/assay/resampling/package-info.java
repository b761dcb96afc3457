/** Inference by drawing again what was random: the wild cluster bootstrap and randomisation inference. */
@NullMarked
package assay.resampling;

import org.jspecify.annotations.NullMarked;
