/**
 * A small teaching method for every type of result, with the world that knows its truth, a defective twin, and the mutants,
 * the foil and the oracle of its home cell. Each is a few lines, so that a reader sees what a new family needs.
 */
@NullMarked
package assay.harness.families;

import org.jspecify.annotations.NullMarked;
