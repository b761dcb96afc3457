/** Whole experiments whose truth is known: users, assignment, exposure, outcomes, and all that can go wrong with their log. */
@NullMarked
package assay.dgp.scenario;

import org.jspecify.annotations.NullMarked;
