/** Inference that stays valid however often, and whenever, one looks. */
@NullMarked
package assay.sequential;

import org.jspecify.annotations.NullMarked;
