/** Bayesian analyses on the sufficient statistics of linear models. */
@NullMarked
package assay.bayes;

import org.jspecify.annotations.NullMarked;
