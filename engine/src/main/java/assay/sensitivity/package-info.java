/** Sensitivity: what a confounder that nobody measured would have to be to overturn a result. */
@NullMarked
package assay.sensitivity;

import org.jspecify.annotations.NullMarked;
