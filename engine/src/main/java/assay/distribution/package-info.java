/** Reference distributions where speed or far tails ask for more than Commons Math gives. */
@NullMarked
package assay.distribution;

import org.jspecify.annotations.NullMarked;
