/** From the plan of an experiment and its log to a decision that can be audited. */
@NullMarked
package assay.decision;

import org.jspecify.annotations.NullMarked;
