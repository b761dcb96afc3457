/** Honest forests on primitive arrays: regression, probability, causal, multi-arm and instrumental. */
@NullMarked
package assay.forest;

import org.jspecify.annotations.NullMarked;
