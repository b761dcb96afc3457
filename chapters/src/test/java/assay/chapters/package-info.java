/** Executes the chapters and holds them to their form. */
@NullMarked
package assay.chapters;

import org.jspecify.annotations.NullMarked;
