package assay.cate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Bounds that a rule puts on covariates, joined by <i>and</i>. A bound replaces a wider one of the same side: below a cut of
 * the same covariate the wider one says nothing.
 *
 * @param all the bounds, in the order in which their covariates came up
 */
record Clauses(List<Clause> all) {

    /** A bound: a covariate, a side and a value. */
    private record Clause(String covariate, String side, double at) {}

    static Clauses none() {
        return new Clauses(List.of());
    }

    Clauses atMost(String covariate, double at) {
        return with(new Clause(covariate, "<=", at));
    }

    Clauses above(String covariate, double at) {
        return with(new Clause(covariate, ">", at));
    }

    private Clauses with(Clause clause) {
        List<Clause> out = new ArrayList<>(all);
        out.removeIf(old -> old.covariate.equals(clause.covariate) && old.side.equals(clause.side));
        out.add(clause);
        return new Clauses(List.copyOf(out));
    }

    /** The rule in words; {@code all} where nothing is bounded. */
    String words() {
        if (all.isEmpty()) {
            return "all";
        }
        return all.stream()
                .map(clause -> clause.covariate + " " + clause.side + " "
                        + BigDecimal.valueOf(clause.at).stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(" and "));
    }
}
