/** The naive estimators that the chapters refute, kept because they fail. */
@NullMarked
package assay.baseline;

import org.jspecify.annotations.NullMarked;
