package assay.condition;

import assay.EstimationException;
import assay.Names;
import assay.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks a condition against the columns that there are, and makes it a loop over their values. */
final class Binder {

    private final String text;
    private final Schema schema;
    private final List<String> columns;

    Binder(String text, Schema schema, List<String> columns) {
        this.text = text;
        this.schema = schema;
        this.columns = columns;
    }

    Predicate.Test bind(Expression expression) {
        if (expression instanceof Expression.Comparison c) {
            return comparison(c);
        }
        if (expression instanceof Expression.Membership m) {
            return membership(m);
        }
        if (expression instanceof Expression.Absence a) {
            return absence(a);
        }
        if (expression instanceof Expression.Negation n) {
            return Predicate.not(bind(n.inner()));
        }
        if (expression instanceof Expression.Conjunction c) {
            return Predicate.all(bind(c.parts()));
        }
        return Predicate.any(bind(((Expression.Disjunction) expression).parts()));
    }

    private Predicate.Test[] bind(List<Expression> parts) {
        return parts.stream().map(this::bind).toArray(Predicate.Test[]::new);
    }

    private Predicate.Test comparison(Expression.Comparison c) {
        Kind kind = kind(c.column(), c.at());
        int at = index(c.column());
        comparable(c.column(), kind, c.value());
        if (c.value() instanceof Literal.Numeric number) {
            return numbers(at, c.operator(), number.value());
        }
        Literal.Text value = (Literal.Text) c.value();
        List<String> levels = schema.levels(c.column());
        if (c.operator().equality()) {
            level(c.column(), levels, value);
        }
        byte[] truth = new byte[levels.size()];
        for (int level = 0; level < truth.length; level++) {
            truth[level] =
                    truth(c.operator().holds(Integer.signum(levels.get(level).compareTo(value.value()))));
        }
        return levels(at, truth);
    }

    private Predicate.Test membership(Expression.Membership m) {
        Kind kind = kind(m.column(), m.at());
        int at = index(m.column());
        m.values().forEach(value -> comparable(m.column(), kind, value));
        if (kind == Kind.TEXT) {
            List<String> levels = schema.levels(m.column());
            byte[] truth = new byte[levels.size()];
            for (Literal value : m.values()) {
                int level = level(m.column(), levels, (Literal.Text) value);
                if (level >= 0) {
                    truth[level] = Predicate.TRUE;
                }
            }
            return levels(at, truth);
        }
        double[] values = m.values().stream()
                .mapToDouble(value -> ((Literal.Numeric) value).value() + 0.0)
                .sorted()
                .toArray();
        return (rows, block, out) -> {
            double[] x = block[at];
            for (int i = 0; i < rows; i++) {
                // Adding zero makes -0 the same as 0.
                out[i] = Double.isNaN(x[i]) ? Predicate.UNKNOWN : truth(Arrays.binarySearch(values, x[i] + 0.0) >= 0);
            }
        };
    }

    private Predicate.Test absence(Expression.Absence a) {
        kind(a.column(), a.at());
        int at = index(a.column());
        return (rows, block, out) -> {
            double[] x = block[at];
            for (int i = 0; i < rows; i++) {
                out[i] = truth(Double.isNaN(x[i]));
            }
        };
    }

    private static Predicate.Test numbers(int at, Operator operator, double value) {
        return (rows, block, out) -> {
            double[] x = block[at];
            for (int i = 0; i < rows; i++) {
                int sign = x[i] < value ? -1 : x[i] > value ? 1 : 0;
                out[i] = Double.isNaN(x[i]) ? Predicate.UNKNOWN : truth(operator.holds(sign));
            }
        };
    }

    private static Predicate.Test levels(int at, byte[] truth) {
        return (rows, block, out) -> {
            double[] x = block[at];
            for (int i = 0; i < rows; i++) {
                out[i] = Double.isNaN(x[i]) ? Predicate.UNKNOWN : truth[(int) x[i]];
            }
        };
    }

    private static byte truth(boolean holds) {
        return holds ? Predicate.TRUE : Predicate.FALSE;
    }

    private Kind kind(String column, int at) {
        if (!schema.columns().contains(column)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "Condition '" + text + "' names a column '" + column + "' at character " + (at + 1)
                            + ", which does not exist.",
                    Names.help(column, "columns", schema.columns()));
        }
        return schema.kind(column);
    }

    private int index(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("column '" + column + "' is not among those of the blocks");
        }
        return at;
    }

    private void comparable(String column, Kind kind, Literal value) {
        if (value.kind() != kind) {
            throw ConditionError.at(
                    text,
                    value.at(),
                    "column '" + column + "' holds " + (kind == Kind.TEXT ? "text" : "numbers")
                            + " and is compared with " + (kind == Kind.TEXT ? "a number." : "text."),
                    kind == Kind.TEXT
                            ? "Write the value in single quotes; the levels are " + Names.list(schema.levels(column))
                                    + "."
                            : "Write the number without quotes.");
        }
    }

    /** The index of a level; negative where no row has it and that is no mistake. */
    private int level(String column, List<String> levels, Literal.Text value) {
        int at = levels.indexOf(value.value());
        if (at < 0 && !schema.open()) {
            throw new EstimationException(
                    Problem.UNKNOWN_LEVEL,
                    "Condition '" + text + "' asks for '" + value.value() + "', which no row of column '" + column
                            + "' is"
                            + (levels.stream()
                                            .anyMatch(l -> l.toLowerCase(Locale.ROOT)
                                                    .equals(value.value().toLowerCase(Locale.ROOT)))
                                    ? "; letters count as they are written, capital or not."
                                    : "."),
                    Names.help(value.value(), "levels", levels));
        }
        return at;
    }
}
