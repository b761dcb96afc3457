/** Experiments from a draft to a decision: states, gates, records that are only added to, in one file. */
@NullMarked
package assay.registry;

import org.jspecify.annotations.NullMarked;
