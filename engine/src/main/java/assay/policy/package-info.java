/** What to do for whom: policies that are learned from experiments, and what they are worth. */
@NullMarked
package assay.policy;

import org.jspecify.annotations.NullMarked;
