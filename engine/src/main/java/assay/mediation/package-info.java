/** Mediation: what reaches an outcome along which path of a causal graph. */
@NullMarked
package assay.mediation;

import org.jspecify.annotations.NullMarked;
