/** Who responds: conditional average treatment effects, and how well they are known. */
@NullMarked
package assay.cate;

import org.jspecify.annotations.NullMarked;
