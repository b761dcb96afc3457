/** PKG. */
@NullMarked
package assay.harness;

import org.jspecify.annotations.NullMarked;
