package assay.condition;

import java.util.stream.Collectors;

/** Writes conditions in SQL. */
final class Sql {

    private final Schema schema;

    Sql(Schema schema) {
        this.schema = schema;
    }

    String of(Expression expression) {
        if (expression instanceof Expression.Comparison c) {
            return "(" + column(c.column()) + " " + c.operator().sql() + " "
                    + c.value().sql() + ")";
        }
        if (expression instanceof Expression.Membership m) {
            return "(" + column(m.column()) + " IN ("
                    + m.values().stream().map(Literal::sql).collect(Collectors.joining(", ")) + "))";
        }
        if (expression instanceof Expression.Absence a) {
            return "(" + column(a.column()) + " IS NULL)";
        }
        if (expression instanceof Expression.Negation n) {
            return "(NOT " + of(n.inner()) + ")";
        }
        if (expression instanceof Expression.Conjunction c) {
            return c.parts().stream().map(this::of).collect(Collectors.joining(" AND ", "(", ")"));
        }
        return ((Expression.Disjunction) expression)
                .parts().stream().map(this::of).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String column(String name) {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        return schema.kind(name) == Kind.NUMBER
                ? "nullif(CAST(" + quoted + " AS DOUBLE), CAST('NaN' AS DOUBLE))"
                : "nullif(CAST(" + quoted + " AS VARCHAR), '')";
    }
}
