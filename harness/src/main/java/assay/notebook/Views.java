package assay.notebook;

import assay.Caution;
import assay.Fit;
import assay.Glance;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.ClaimRecord;
import assay.tablesaw.Tidy;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Fits and certificates as a notebook shows them: a table with sentences about it.
 *
 * @param title the first line
 * @param table the table
 * @param lines what is to be said of it
 */
record Views(String title, Table table, List<String> lines) {

    private static final double LEVEL = 0.95;
    private static final int ROWS = 60;

    static Views of(Fit fit) {
        Glance glance = fit.glance();
        List<String> lines = new ArrayList<>();
        lines.add("variance: " + glance.variance());
        lines.add("rows: " + glance.n() + arms(glance) + dropped(glance));
        lines.add("certificate: " + StoredCertificates.line(glance.method()));
        for (Caution caution : fit.cautions()) {
            lines.add("caution: " + caution.message() + " [" + caution.code() + "]");
        }
        return new Views(
                glance.method() + ": " + fit.estimate().estimand().definition(), Tidy.table(fit, LEVEL), lines);
    }

    static Views of(Certificate certificate) {
        Table cells = Table.create(
                StringColumn.create("cell"),
                StringColumn.create("role"),
                StringColumn.create("verdict"),
                IntColumn.create("draws"),
                StringColumn.create("first claim"),
                DoubleColumn.create("measured"),
                DoubleColumn.create("must exceed"));
        for (CellRecord cell : certificate.cells()) {
            ClaimRecord claim = cell.claims().get(0);
            cells.stringColumn(0).append(cell.id());
            cells.stringColumn(1).append(cell.role());
            cells.stringColumn(2).append(cell.verdict().name());
            cells.intColumn(3).append(cell.replicates());
            cells.stringColumn(4).append(claim.name());
            cells.doubleColumn(5).append(claim.estimate());
            cells.doubleColumn(6).append(claim.threshold());
        }
        return new Views(
                certificate.title() + ": " + certificate.verdict() + ", tier " + certificate.tier(),
                cells,
                List.of(certificate.statement()));
    }

    private static String arms(Glance glance) {
        boolean none = glance.treated() == 0 && glance.control() == 0;
        return none ? "" : " (" + glance.treated() + " treated, " + glance.control() + " control)";
    }

    private static String dropped(Glance glance) {
        return glance.dropped() == 0 ? "" : ", " + glance.dropped() + " dropped";
    }

    String html() {
        StringBuilder html = new StringBuilder("<p><strong>")
                .append(Html.escape(title))
                .append("</strong></p>\n")
                .append(Html.of(table, ROWS));
        lines.forEach(line -> html.append("\n<p>").append(Html.escape(line)).append("</p>"));
        return html.toString();
    }

    String text() {
        return title + "\n" + table.print(ROWS) + "\n" + String.join("\n", lines);
    }
}
