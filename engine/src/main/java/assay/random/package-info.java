/** Keyed, counter-based randomness: any replicate can be recomputed alone, on any number of threads. */
@NullMarked
package assay.random;

import org.jspecify.annotations.NullMarked;
