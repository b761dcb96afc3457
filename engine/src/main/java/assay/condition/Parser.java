package assay.condition;

import assay.EstimationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a condition by recursive descent: or binds least, then and, then not. */
final class Parser {

    private static final Set<String> RESERVED = Set.of("and", "or", "not", "in", "is", "missing", "null");
    private static final String EXAMPLE = "Conditions look like device = 'desktop' and tenure > 30.";
    private static final int DEEPEST = 200;

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int depth;

    Parser(String text) {
        this.text = text;
        this.tokens = new Lexer(text).tokens();
    }

    static boolean reserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || lower.equals("true") || lower.equals("false");
    }

    Expression parse() {
        if (peek().type() == Token.Type.END) {
            throw ConditionError.at(text, 0, "it is empty.", EXAMPLE);
        }
        Expression whole = disjunction();
        if (peek().type() != Token.Type.END) {
            throw unexpected("and, or, or the end");
        }
        return whole;
    }

    private Expression disjunction() {
        List<Expression> parts = new ArrayList<>(List.of(conjunction()));
        while (accept("or")) {
            parts.add(conjunction());
        }
        return parts.size() == 1 ? parts.get(0) : new Expression.Disjunction(List.copyOf(parts));
    }

    private Expression conjunction() {
        List<Expression> parts = new ArrayList<>(List.of(negation()));
        while (accept("and")) {
            parts.add(negation());
        }
        return parts.size() == 1 ? parts.get(0) : new Expression.Conjunction(List.copyOf(parts));
    }

    private Expression negation() {
        if (++depth > DEEPEST) {
            throw ConditionError.at(text, peek().start(), "it is nested too deeply.", "Write a simpler condition.");
        }
        Expression found;
        if (accept("not")) {
            found = new Expression.Negation(negation());
        } else if (peek().type() == Token.Type.OPEN) {
            next++;
            found = disjunction();
            expect(Token.Type.CLOSE, ")");
        } else {
            found = comparison();
        }
        depth--;
        return found;
    }

    private Expression comparison() {
        if (isLiteral(peek())) {
            Literal value = literal();
            Operator operator = operator();
            Token column = column();
            return new Expression.Comparison(column.text(), column.start(), operator.mirrored(), value);
        }
        Token column = column();
        if (accept("is")) {
            boolean negated = accept("not");
            if (!accept("missing") && !accept("null")) {
                throw unexpected("missing");
            }
            return negate(negated, new Expression.Absence(column.text(), column.start()));
        }
        boolean negated = accept("not");
        if (accept("in")) {
            return negate(negated, new Expression.Membership(column.text(), column.start(), values()));
        }
        if (negated) {
            throw unexpected("in");
        }
        Operator operator = operator();
        if (!isLiteral(peek())) {
            throw unexpected(
                    "a number, or text in single quotes",
                    peek().type() == Token.Type.NAME
                            ? "Text is written in single quotes: '" + peek().text() + "'."
                            : EXAMPLE);
        }
        return new Expression.Comparison(column.text(), column.start(), operator, literal());
    }

    private static Expression negate(boolean negated, Expression inner) {
        return negated ? new Expression.Negation(inner) : inner;
    }

    private List<Literal> values() {
        expect(Token.Type.OPEN, "( and a list of values");
        List<Literal> values = new ArrayList<>();
        do {
            if (!isLiteral(peek())) {
                throw unexpected("a number, or text in single quotes");
            }
            values.add(literal());
        } while (accept(Token.Type.COMMA));
        expect(Token.Type.CLOSE, ", or )");
        return List.copyOf(values);
    }

    private Operator operator() {
        Token token = peek();
        if (token.type() != Token.Type.OPERATOR) {
            throw unexpected("a comparison (= != < <= > >=), in (...) or is missing");
        }
        next++;
        return Operator.of(token.text()).orElseThrow();
    }

    private Token column() {
        Token token = peek();
        boolean reserved = RESERVED.stream().anyMatch(token::is);
        if (token.type() != Token.Type.QUOTED_NAME && (token.type() != Token.Type.NAME || reserved)) {
            throw unexpected(
                    "the name of a column",
                    reserved ? "A column that is called '" + token.text() + "' is written in double quotes." : EXAMPLE);
        }
        next++;
        return token;
    }

    private static boolean isLiteral(Token token) {
        return token.type() == Token.Type.NUMBER
                || token.type() == Token.Type.TEXT
                || token.is("true")
                || token.is("false");
    }

    private Literal literal() {
        Token token = tokens.get(next++);
        return switch (token.type()) {
            case TEXT -> new Literal.Text(token.text(), token.start());
            case NUMBER -> new Literal.Numeric(Double.parseDouble(token.text()), token.start());
            default -> new Literal.Numeric(token.is("true") ? 1 : 0, token.start());
        };
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean accept(String keyword) {
        boolean found = peek().is(keyword);
        next += found ? 1 : 0;
        return found;
    }

    private boolean accept(Token.Type type) {
        boolean found = peek().type() == type;
        next += found ? 1 : 0;
        return found;
    }

    private void expect(Token.Type type, String what) {
        if (!accept(type)) {
            throw unexpected(what);
        }
    }

    private EstimationException unexpected(String expected) {
        return unexpected(expected, EXAMPLE);
    }

    private EstimationException unexpected(String expected, String remedy) {
        return ConditionError.at(
                text, peek().start(), "expected " + expected + ", found " + peek().shown() + ".", remedy);
    }
}
