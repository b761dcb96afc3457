package assay.site;

/**
 * Turns the LaTeX mathematics of the texts and chapters into MathML Core, which browsers draw without a script.
 *
 * <p>Supported: scripts, fractions, roots, accents, alphabets, operators and their limits, fences, text, and the
 * environments for aligned lines, cases and matrices.
 */
final class Tex {

    private final TexSource source;

    private Tex(String formula) {
        this.source = new TexSource(formula);
    }

    /**
     * Converts a formula.
     *
     * @throws IllegalArgumentException naming the command that is not supported or the brace that is not closed
     */
    static String mathml(String formula, boolean display) {
        String row = new Tex(formula.strip()).all();
        String block = display ? " display=\"block\"" : "";
        return "<math" + block + "><semantics><mrow>" + row + "</mrow><annotation encoding=\"application/x-tex\">"
                + Html.escape(formula.strip()) + "</annotation></semantics></math>";
    }

    private static String row(String formula) {
        return new Tex(formula).all();
    }

    private static String group(String formula) {
        return "<mrow>" + row(formula) + "</mrow>";
    }

    private String all() {
        StringBuilder out = new StringBuilder();
        source.skipSpace();
        while (!source.done()) {
            out.append(scripted());
            source.skipSpace();
        }
        return out.toString();
    }

    private String until(String stop) {
        StringBuilder out = new StringBuilder();
        source.skipSpace();
        while (!source.ahead(stop)) {
            if (source.done()) {
                throw new IllegalArgumentException(stop + " is missing");
            }
            out.append(scripted());
            source.skipSpace();
        }
        source.skip(stop);
        return out.toString();
    }

    private String scripted() {
        String base = atom();
        String below = "";
        String above = "";
        source.skipSpace();
        while (source.peek() == '_' || source.peek() == '^' || source.peek() == '\'') {
            char sign = source.next();
            if (sign == '_') {
                below = script();
            } else {
                above = above + (sign == '^' ? script() : "<mo>′</mo>");
            }
            source.skipSpace();
        }
        if (below.isEmpty() && above.isEmpty()) {
            return base;
        }
        String safe = base.isEmpty() ? "<mrow></mrow>" : base;
        boolean limits = safe.contains("data-limits");
        return scripts(safe, below, above, limits);
    }

    private static String scripts(String base, String below, String above, boolean limits) {
        if (above.isEmpty()) {
            return wrap(limits ? "munder" : "msub", base + below);
        }
        String raised = "<mrow>" + above + "</mrow>";
        if (below.isEmpty()) {
            return wrap(limits ? "mover" : "msup", base + raised);
        }
        return wrap(limits ? "munderover" : "msubsup", base + below + raised);
    }

    private static String wrap(String tag, String content) {
        return "<" + tag + ">" + content + "</" + tag + ">";
    }

    private String script() {
        source.skipSpace();
        return source.peek() == '{' ? group(source.argument()) : "<mrow>" + atom() + "</mrow>";
    }

    private String atom() {
        char c = source.peek();
        if (c == '{') {
            return group(source.argument());
        }
        if (Character.isDigit(c)) {
            return wrap("mn", source.digits());
        }
        if (c == '_' || c == '^' || c == '\'') {
            return "";
        }
        source.next();
        if (c == '\\') {
            return command(source.command());
        }
        return Character.isLetter(c) ? wrap("mi", String.valueOf(c)) : sign(c);
    }

    private static String sign(char c) {
        return switch (c) {
            case '-' -> "<mo>−</mo>";
            case '*' -> "<mo>∗</mo>";
            case '~' -> "<mspace width=\"0.25em\"></mspace>";
            case '/' -> "<mo lspace=\"0\" rspace=\"0\">/</mo>";
            case '(', ')', '[', ']', '|' -> "<mo stretchy=\"false\">" + c + "</mo>";
            default -> wrap("mo", Html.escape(String.valueOf(c)));
        };
    }

    private String command(String name) {
        if (!TexSymbols.identifier(name).isEmpty()) {
            return wrap("mi", TexSymbols.identifier(name));
        }
        if (!TexSymbols.operator(name).isEmpty()) {
            return "<mo stretchy=\"false\">" + Html.escape(TexSymbols.operator(name)) + "</mo>";
        }
        if (!TexSymbols.large(name).isEmpty()) {
            String limits = name.endsWith("int") ? "" : " data-limits=\"\" movablelimits=\"true\"";
            return "<mo" + limits + ">" + TexSymbols.large(name) + "</mo>";
        }
        if (!TexSymbols.accent(name).isEmpty()) {
            String over = name.startsWith("over") || name.startsWith("wide") ? "true" : "false";
            return "<mover accent=\"true\">" + group(source.argument()) + "<mo stretchy=\"" + over + "\">"
                    + TexSymbols.accent(name) + "</mo></mover>";
        }
        if (!TexSymbols.space(name).isEmpty()) {
            return "<mspace width=\"" + TexSymbols.space(name) + "\"></mspace>";
        }
        if (TexSymbols.isName(name)) {
            return wrap("mi", name);
        }
        if (TexSymbols.isLimitName(name)) {
            return "<mo data-limits=\"\" movablelimits=\"true\" form=\"prefix\">" + name + "</mo>";
        }
        return TexSymbols.isIgnored(name) ? "" : construct(name);
    }

    private String construct(String name) {
        return switch (name) {
            case "frac", "dfrac", "tfrac", "cfrac" ->
                wrap("mfrac", group(source.argument()) + group(source.argument()));
            case "binom" ->
                "<mrow><mo>(</mo><mfrac linethickness=\"0\">" + group(source.argument()) + group(source.argument())
                        + "</mfrac><mo>)</mo></mrow>";
            case "sqrt" -> root(source.option());
            case "text", "textrm", "textnormal", "mbox", "textit", "textsf" ->
                wrap("mtext", Html.escape(source.argument()));
            case "textbf" -> wrap("mtext", TexLetters.bold(Html.escape(source.argument())));
            case "texttt", "mathtt" -> "<mtext class=\"tt\">" + Html.escape(source.argument()) + "</mtext>";
            case "operatorname" -> operatorName(source.argument());
            case "mathrm", "mathsf", "mathit" -> upright(source.argument());
            case "mathbf", "boldsymbol", "bm" -> letters(TexLetters.bold(source.argument()));
            case "mathbb", "mathds" -> letters(TexLetters.doubleStruck(source.argument()));
            case "mathcal", "mathscr" -> letters(TexLetters.script(source.argument()));
            case "underline" -> "<munder>" + group(source.argument()) + "<mo>_</mo></munder>";
            case "underbrace" -> "<munder data-limits=\"\">" + group(source.argument()) + "<mo>⏟</mo></munder>";
            case "overbrace" -> "<mover data-limits=\"\">" + group(source.argument()) + "<mo>⏞</mo></mover>";
            case "overset", "stackrel" -> over(group(source.argument()));
            case "underset" -> under(group(source.argument()));
            case "phantom" -> wrap("mphantom", group(source.argument()));
            case "left" -> fenced();
            case "begin" -> environment(source.argument());
            case "not" -> wrap("mrow", scripted() + "<mo≯</mo>");
            default -> throw new IllegalArgumentException("the command \\" + name + " is not supported");
        };
    }

    private String root(String degree) {
        String body = group(source.argument());
        return degree.isEmpty() ? wrap("msqrt", body) : wrap("mroot", body + group(degree));
    }

    private String over(String above) {
        return wrap("mover", group(source.argument()) + above);
    }

    private String under(String below) {
        return wrap("munder", group(source.argument()) + below);
    }

    private static String operatorName(String name) {
        boolean limits = name.startsWith("arg");
        String plain = Html.escape(name.replace("\\,", " "));
        return limits
                ? "<mo data-limits=\"\" movablelimits=\"true\" form=\"prefix\">" + plain + "</mo>"
                : "<mi mathvariant=\"normal\">" + plain + "</mi>";
    }

    private static String upright(String text) {
        boolean plain = text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-');
        return plain ? "<mi mathvariant=\"normal\">" + Html.escape(text) + "</mi>" : group(text);
    }

    private static String letters(String text) {
        return text.contains("\\") ? group(text) : "<mi mathvariant=\"normal\">" + Html.escape(text) + "</mi>";
    }

    private String fenced() {
        String opening = fence();
        String body = until("\\right");
        return "<mrow>" + opening + body + fence() + "</mrow>";
    }

    private String fence() {
        source.skipSpace();
        char c = source.next();
        String sign = c == '\\' ? TexSymbols.operator(source.command()) : String.valueOf(c);
        return sign.equals(".") ? "" : "<mo fence=\"true\" stretchy=\"true\">" + Html.escape(sign) + "</mo>";
    }

    private String environment(String name) {
        if (name.equals("array")) {
            source.argument();
        }
        String end = "\\end{" + name + "}";
        StringBuilder rows = new StringBuilder("<mtr><mtd>");
        source.skipSpace();
        while (!source.ahead(end)) {
            if (source.done()) {
                throw new IllegalArgumentException(end + " is missing");
            }
            if (source.ahead("\\\\")) {
                source.skip("\\\\");
                source.option();
                rows.append("</mtd></mtr><mtr><mtd>");
            } else if (source.peek() == '&') {
                source.next();
                rows.append("</mtd><mtd>");
            } else {
                rows.append(scripted());
            }
            source.skipSpace();
        }
        source.skip(end);
        String table = rows.append("</mtd></mtr>").toString().replace("<mtr><mtd></mtd></mtr>", "");
        return framed(name.replace("*", ""), table);
    }

    private static String framed(String name, String rows) {
        return switch (name) {
            case "cases" ->
                "<mrow><mo fence=\"true\" stretchy=\"true\">{</mo><mtable class=\"cases\">" + rows + "</mtable></mrow>";
            case "pmatrix" -> "<mrow><mo>(</mo><mtable>" + rows + "</mtable><mo>)</mo></mrow>";
            case "bmatrix" -> "<mrow><mo>[</mo><mtable>" + rows + "</mtable><mo>]</mo></mrow>";
            case "aligned", "align", "alignedat", "split", "eqnarray" ->
                "<mtable class=\"aligned\" displaystyle=\"true\">" + rows + "</mtable>";
            case "matrix", "array", "gathered", "gather", "smallmatrix" -> "<mtable>" + rows + "</mtable>";
            default -> throw new IllegalArgumentException("the environment " + name + " is not supported");
        };
    }
}
