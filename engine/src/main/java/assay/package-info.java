/**
 * The contracts of the engine: what an estimator takes ({@link assay.Sample}), what it claims to estimate
 * ({@link assay.Estimand}) and what it answers ({@link assay.Fit}).
 *
 * <p>Nothing here knows the truth. Worlds live in another module, so an estimator cannot see what it is tested
 * against.
 */
@NullMarked
package assay;

import org.jspecify.annotations.NullMarked;
