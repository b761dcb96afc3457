/** Before the data: sample size, power, smallest effects, runtime, and what a significant result can be trusted for. */
@NullMarked
package assay.design;

import org.jspecify.annotations.NullMarked;
