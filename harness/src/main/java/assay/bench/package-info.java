/** Benchmarks of the linear model on data of its own making. */
@NullMarked
package assay.bench;

import org.jspecify.annotations.NullMarked;
