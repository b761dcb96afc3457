/** Valid inference after assignment that followed the results: bandits and other adaptive experiments. */
@NullMarked
package assay.adaptive;

import org.jspecify.annotations.NullMarked;
