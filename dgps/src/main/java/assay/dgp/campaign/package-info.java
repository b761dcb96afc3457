/** Whole campaigns in adaptive rounds, run by the engine's own steps against a truth that is planted. */
@NullMarked
package assay.dgp.campaign;

import org.jspecify.annotations.NullMarked;
