/** Worlds: data-generating processes that know their truth. Estimators never see this module. */
@NullMarked
package assay.dgp;

import org.jspecify.annotations.NullMarked;
