/** A decision on one page, in plain language. */
@NullMarked
package assay.decision.brief;

import org.jspecify.annotations.NullMarked;
