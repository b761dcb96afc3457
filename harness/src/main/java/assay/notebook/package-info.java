/** PKG. */
@NullMarked
package assay.notebook;

import org.jspecify.annotations.NullMarked;
