package assay.policy;

import java.util.List;
import java.util.Locale;

/** A tree as a picture. */
final class PolicyPicture {

    private static final int ROW = 88;
    private static final int BOX = 40;
    private static final double LETTER = 7.3;

    private final TreePolicy tree;
    private final PolicyWords words;
    private final StringBuilder out = new StringBuilder();
    private final double column;
    private int placed;

    private PolicyPicture(TreePolicy tree, PolicyWords words) {
        this.tree = tree;
        this.words = words;
        double widest = 90;
        for (int at = 0; at < tree.nodes(); at++) {
            widest = Math.max(widest, width(label(at)));
        }
        this.column = widest + 16;
    }

    static String of(TreePolicy tree, PolicyWords words) {
        PolicyPicture picture = new PolicyPicture(tree, words);
        picture.draw(0, 0);
        int height = tree.depth() * ROW + BOX + 16;
        List<String> rules = words.sentences(tree);
        String desc = escaped(String.join(" ", rules));
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %.0f %d\""
                                + " font-family=\"sans-serif\" font-size=\"13\" fill=\"none\" stroke=\"currentColor\">%n",
                        "Policy as a tree",
                        picture.column * tree.leaves(),
                        height)
                + "<title>Policy as a tree</title>\n<desc>" + desc + "</desc>\n" + picture.out + "</svg>\n";
    }

    private String label(int at) {
        return tree.feature(at) < 0 ? tree.actions().get(tree.actionAt(at)) : words.question(tree, at);
    }

    private static double width(String label) {
        return label.length() * LETTER + 20;
    }

    /** Draws what is below a node, then the node in the middle of it; returns where it stands. */
    private double draw(int at, int depth) {
        double y = 8 + depth * (double) ROW;
        if (tree.feature(at) < 0) {
            double x = (placed++ + 0.5) * column;
            box(x, y, label(at), "rx=\"18\" stroke-width=\"2\"", "700");
            return x;
        }
        double left = draw(at + 1, depth + 1);
        double right = draw(tree.right(at), depth + 1);
        double x = (left + right) / 2;
        edge(x, y, left, "yes");
        edge(x, y, right, "no");
        box(x, y, label(at), "rx=\"3\"", "400");
        return x;
    }

    private void edge(double x, double y, double to, String answer) {
        double from = y + BOX;
        double end = y + ROW;
        out.append(
                String.format(Locale.ROOT, "<path d=\"M%.1f %.1f L%.1f %.1f\" opacity=\"0.6\"/>%n", x, from, to, end));
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"currentColor\" stroke=\"none\" text-anchor=\"%s\">%s</text>%n",
                (x + to) / 2 + (to < x ? -6 : 6),
                (from + end) / 2 + 2,
                to < x ? "end" : "start",
                answer));
    }

    private void box(double x, double y, String label, String shape, String weight) {
        double width = width(label);
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" %s/>%n",
                x - width / 2,
                y,
                width,
                BOX,
                shape));
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"currentColor\" stroke=\"none\" text-anchor=\"middle\""
                        + " font-weight=\"%s\">%s</text>%n",
                x,
                y + 25,
                weight,
                escaped(label)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
