/** Notebooks: a cell engine on JShell, a runner without Jupyter, and a Jupyter kernel on the same engine. */
@NullMarked
package assay.notebook;

import org.jspecify.annotations.NullMarked;
