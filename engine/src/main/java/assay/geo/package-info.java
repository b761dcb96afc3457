/** Experiments on regions: pairing and choosing them, and the effect of a campaign that ran in some of them. */
@NullMarked
package assay.geo;

import org.jspecify.annotations.NullMarked;
