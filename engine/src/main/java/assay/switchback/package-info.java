/**
 * Switchbacks: one market, or many, switched between arms over time. Designs, estimators that allow for carryover, and tests of
 * how long it lasts.
 */
@NullMarked
package assay.switchback;

import org.jspecify.annotations.NullMarked;
