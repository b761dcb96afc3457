package assay.condition;

import java.util.ArrayList;
import java.util.List;

/** Cuts a condition into pieces. */
final class Lexer {

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                tokens.add(new Token(Token.Type.END, "", at));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        char c = text.charAt(at);
        int start = at;
        if (Character.isLetter(c) || c == '_') {
            return name();
        }
        if (Character.isDigit(c) || c == '.' || c == '-' || c == '+') {
            return number();
        }
        return switch (c) {
            case '\'' -> quoted(Token.Type.TEXT, c);
            case '"', '`' -> quoted(Token.Type.QUOTED_NAME, c);
            case '(' -> single(Token.Type.OPEN);
            case ')' -> single(Token.Type.CLOSE);
            case ',' -> single(Token.Type.COMMA);
            case '=', '!', '<', '>' -> operator();
            case '\u2018', '\u2019', '\u201c', '\u201d' ->
                throw ConditionError.at(
                        text,
                        start,
                        c + " is a typographic quote.",
                        "Write text in straight single quotes: 'desktop'.");
            case '&' ->
                throw ConditionError.at(
                        text, start, "& is no operator here.", "Join conditions by the words and, or, not.");
            case '|' ->
                throw ConditionError.at(
                        text, start, "| is no operator here.", "Join conditions by the words and, or, not.");
            default ->
                throw ConditionError.at(
                        text,
                        start,
                        "'" + Character.toString(text.codePointAt(at)) + "' means nothing here.",
                        "Conditions look like device = 'desktop' and tenure > 30; put unusual column names in double quotes.");
        };
    }

    private Token single(Token.Type type) {
        return new Token(type, text.substring(at, ++at), at - 1);
    }

    private Token name() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return new Token(Token.Type.NAME, text.substring(start, at), start);
    }

    private Token number() {
        int start = at;
        while (at < text.length() && inNumber(start)) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            double value = Double.parseDouble(digits);
            if (Double.isInfinite(value)) {
                throw ConditionError.at(text, start, digits + " is too large.", "Write a finite number.");
            }
        } catch (NumberFormatException e) {
            throw ConditionError.at(text, start, "'" + digits + "' is no number.", "Write numbers as 30, -0.5 or 1e6.");
        }
        return new Token(Token.Type.NUMBER, digits, start);
    }

    private boolean inNumber(int start) {
        char c = text.charAt(at);
        boolean sign = c == '-' || c == '+';
        char before = at > start ? text.charAt(at - 1) : 'e';
        return sign ? before == 'e' || before == 'E' : Character.isLetterOrDigit(c) || c == '.' || c == '_';
    }

    private Token quoted(Token.Type type, char quote) {
        int start = at;
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != quote) {
                content.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                content.append(c);
                at++;
            } else {
                at++;
                return new Token(type, content.toString(), start);
            }
        }
        throw ConditionError.at(
                text,
                start,
                "the quote that opens here is never closed.",
                "Close it by " + quote + "; a quote within is written twice.");
    }

    private Token operator() {
        int start = at;
        String two = text.substring(at, Math.min(at + 2, text.length()));
        String found = Operator.of(two).isPresent() ? two : two.substring(0, 1);
        at += found.length();
        if (Operator.of(found).isEmpty()) {
            throw ConditionError.at(text, start, "'" + found + "' is no comparison.", "Write = != < <= > or >=.");
        }
        return new Token(Token.Type.OPERATOR, found, start);
    }
}
