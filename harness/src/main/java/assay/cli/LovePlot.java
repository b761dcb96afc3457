package assay.cli;

import assay.observational.Balance;
import assay.observational.BalanceTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A love plot: absolute standardised differences before and after, a line for each covariate, the largest on top.
 *
 * @param table the balance
 * @param title what was done
 */
record LovePlot(BalanceTable table, String title) {

    private static final int LEFT = 180;
    private static final int WIDTH = 460;
    private static final int STEP = 22;
    private static final int TOP = 56;
    private static final double COMMON = 0.1;

    String svg() {
        List<Integer> order = new ArrayList<>();
        for (int j = 0; j < table.before().size(); j++) {
            order.add(j);
        }
        order.sort(Comparator.comparingDouble(j -> -size(table.before().get(j))));
        double most = Math.max(
                2 * COMMON,
                Math.max(BalanceTable.largest(finite(table.before())), BalanceTable.largest(finite(table.after()))));
        int bottom = TOP + STEP * order.size();
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n",
                LEFT + WIDTH + 30,
                bottom + 48));
        out.append("<title>").append(text(title)).append("</title>\n");
        out.append(String.format(Locale.ROOT, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"));
        out.append(String.format(Locale.ROOT, "<text x=\"10\" y=\"20\" font-size=\"14\">%s</text>%n", text(title)));
        out.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%d\" cy=\"36\" r=\"4\" fill=\"white\" stroke=\"#b04a00\" stroke-width=\"1.5\"/>"
                        + "<text x=\"%d\" y=\"40\">before</text>"
                        + "<circle cx=\"%d\" cy=\"36\" r=\"4\" fill=\"#00558b\"/><text x=\"%d\" y=\"40\">after</text>%n",
                LEFT,
                LEFT + 9,
                LEFT + 70,
                LEFT + 79));
        tick(out, 0, most, bottom, "#333333");
        tick(out, COMMON, most, bottom, "#999999");
        if (most > 4 * COMMON) {
            tick(out, most / 2, most, bottom, "#e0e0e0");
        }
        tick(out, most, most, bottom, "#e0e0e0");
        int y = TOP + STEP / 2;
        for (int j : order) {
            line(out, table.before().get(j), table.after().get(j), most, y);
            y += STEP;
        }
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">absolute standardised mean difference</text>%n",
                LEFT + WIDTH / 2,
                bottom + 38));
        return out.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private static double size(Balance row) {
        return Double.isFinite(row.smd()) ? Math.abs(row.smd()) : Double.MAX_VALUE;
    }

    private static List<Balance> finite(List<Balance> rows) {
        return rows.stream().filter(row -> Double.isFinite(row.smd())).toList();
    }

    private static double at(double smd, double most) {
        return LEFT + WIDTH * Math.min(Math.abs(smd), most) / most;
    }

    private static void tick(StringBuilder out, double value, double most, int bottom, String colour) {
        double x = at(value, most);
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>"
                        + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                x,
                TOP,
                x,
                bottom,
                colour,
                x,
                bottom + 16,
                Rows.brief(Math.round(value * 100) / 100.0)));
    }

    private static void line(StringBuilder out, Balance before, Balance after, double most, int y) {
        double from = at(Double.isFinite(before.smd()) ? before.smd() : most, most);
        double to = at(Double.isFinite(after.smd()) ? after.smd() : most, most);
        out.append(String.format(
                Locale.ROOT,
                "<g><title>%s: %s before, %s after</title>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#bbbbbb\"/>"
                        + "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"white\" stroke=\"#b04a00\" stroke-width=\"1.5\"/>"
                        + "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"#00558b\"/></g>%n",
                text(before.covariate()),
                Rows.brief(before.smd()),
                Rows.brief(after.smd()),
                LEFT - 10,
                y + 4,
                text(before.covariate()),
                from,
                y,
                to,
                y,
                from,
                y,
                to,
                y));
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
