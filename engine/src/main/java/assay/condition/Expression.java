package assay.condition;

import java.util.List;

/** A condition as a tree. */
sealed interface Expression {

    /** A column and a value. */
    record Comparison(String column, int at, Operator operator, Literal value) implements Expression {}

    /** A column and a list of values. */
    record Membership(String column, int at, List<Literal> values) implements Expression {}

    /** Whether a column is missing. */
    record Absence(String column, int at) implements Expression {}

    /** The opposite. */
    record Negation(Expression inner) implements Expression {}

    /** All of several. */
    record Conjunction(List<Expression> parts) implements Expression {}

    /** Any of several. */
    record Disjunction(List<Expression> parts) implements Expression {}
}
