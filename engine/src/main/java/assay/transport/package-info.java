/** Transport: what an experiment says about another population, whose units are at hand. */
@NullMarked
package assay.transport;

import org.jspecify.annotations.NullMarked;
