/** Many hypotheses at once: adjusted p-values, rules on e-values, streams of hypotheses, and roles of metrics. */
@NullMarked
package assay.multiplicity;

import org.jspecify.annotations.NullMarked;
