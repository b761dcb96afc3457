/** Whether the data of an experiment can be trusted: asked before anybody looks at an effect. */
@NullMarked
package assay.trust;

import org.jspecify.annotations.NullMarked;
