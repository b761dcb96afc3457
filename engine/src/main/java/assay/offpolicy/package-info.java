/** What a policy would have brought, from the log of another: importance weights, doubly robust scores, overlap. */
@NullMarked
package assay.offpolicy;

import org.jspecify.annotations.NullMarked;
