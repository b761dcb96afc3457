package assay.site;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks up Java for reading, once, when the site is built. */
final class JavaHighlighter {

    private static final Set<String> KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "null",
            "package",
            "permits",
            "private",
            "protected",
            "public",
            "record",
            "return",
            "sealed",
            "short",
            "static",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "false",
            "try",
            "var",
            "void",
            "volatile",
            "while",
            "yield");

    private static final Pattern TOKEN = Pattern.compile("(?<comment>//[^\n]*|/\\*[\\s\\S]*?(?:\\*/|$))"
            + "|(?<string>\"\"\"[\\s\\S]*?(?:\"\"\"|$)|\"(?:\\\\.|[^\"\\\\\n])*\"?|'(?:\\\\.|[^'\\\\\n])*'?)"
            + "|(?<number>\\b\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?:[eE][+-]?\\d+)?[dDfFlL]?\\b|\\b0[xX][\\da-fA-F_]+[lL]?\\b)"
            + "|(?<annotation>@[A-Za-z]\\w*)"
            + "|(?<word>[A-Za-z_$][\\w$]*)");

    private JavaHighlighter() {}

    static Html highlight(String code) {
        Html out = new Html();
        Matcher matcher = TOKEN.matcher(code);
        int last = 0;
        while (matcher.find()) {
            out.text(code.substring(last, matcher.start()));
            String style = style(matcher);
            if (style.isEmpty()) {
                out.text(matcher.group());
            } else {
                // Thousands on a page: a letter for the class, and no quotes about it.
                out.trusted("<i class=" + style + ">").text(matcher.group()).trusted("</i>");
            }
            last = matcher.end();
        }
        return out.text(code.substring(last));
    }

    private static String style(Matcher token) {
        if (token.group("comment") != null) {
            return "c";
        }
        if (token.group("string") != null) {
            return "s";
        }
        if (token.group("number") != null) {
            return "n";
        }
        if (token.group("annotation") != null) {
            return "a";
        }
        String word = token.group();
        if (KEYWORDS.contains(word)) {
            return "k";
        }
        return Character.isUpperCase(word.charAt(0)) ? "t" : "";
    }

    /** A block of code: highlighted when it is Java, plain when it is not. */
    static Html block(String code, String language) {
        Html out = new Html();
        out.open("pre", "class", "code", "tabindex", "0", "data-language", language);
        out.open("code");
        String text = code.strip();
        out.add(language.equals("java") ? highlight(text) : new Html().text(text));
        return out.close().close();
    }
}
