/** Tables in, tidy tables out. */
@NullMarked
package assay.tablesaw;

import org.jspecify.annotations.NullMarked;
