/** Scenarios as files: read, written, and run into the tables of an experiment. */
@NullMarked
package assay.scenario;

import org.jspecify.annotations.NullMarked;
