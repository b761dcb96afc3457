/**
 * A small language for conditions on columns, such as {@code device = 'desktop' and tenure > 30}: read by a parser, never
 * evaluated as code.
 */
@NullMarked
package assay.condition;

import org.jspecify.annotations.NullMarked;
