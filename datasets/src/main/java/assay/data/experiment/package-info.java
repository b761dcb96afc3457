/** The tables of an experiment: what their rows must be, and how they become the log that checks and estimators read. */
@NullMarked
package assay.data.experiment;

import org.jspecify.annotations.NullMarked;
