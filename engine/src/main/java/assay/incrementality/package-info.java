/** What an advertisement caused: effects of assignment and of exposure, their cost, and attribution as the foil. */
@NullMarked
package assay.incrementality;

import org.jspecify.annotations.NullMarked;
