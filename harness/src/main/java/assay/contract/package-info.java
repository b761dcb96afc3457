/** Contracts: YAML files that say before an experiment what it is about, read so that nothing in them is ignored in silence. */
@NullMarked
package assay.contract;

import org.jspecify.annotations.NullMarked;
