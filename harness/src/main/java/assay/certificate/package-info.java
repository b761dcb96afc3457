/** PKG. */
@NullMarked
package assay.certificate;

import org.jspecify.annotations.NullMarked;
