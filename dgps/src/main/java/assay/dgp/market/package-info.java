/** A marketplace simulated agent by agent, in which interference comes from budgets that run out. */
@NullMarked
package assay.dgp.market;

import org.jspecify.annotations.NullMarked;
