/** PKG. */
@NullMarked
package assay.data;

import org.jspecify.annotations.NullMarked;
