package assay.cli;

import assay.certificate.CertificateFiles;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.WorldCard;
import assay.random.Streams;
import assay.tablesaw.Tables;
import java.io.PrintWriter;
import java.util.TreeMap;

/** A world for those who read it in a terminal. */
final class WorldText {

    private static final int WIDTH = 100;
    private static final int ROWS = 5;

    private WorldText() {}

    static void print(Dgp world, PrintWriter out) {
        WorldCard card = world.card();
        Draw draw = world.draw(new Streams(1, 0));
        out.println(world.name() + ": " + card.title());
        out.println("class: " + world.getClass().getName());
        out.println("equations (LaTeX):");
        card.equations().forEach(equation -> out.println("  " + equation));
        out.println("graph (hidden in brackets):");
        card.dag().lines().forEach(edge -> out.println("  " + edge));
        Rows knobs = new Rows("knob", "default", "meaning");
        for (int i = 0; i < card.knobs().size(); i++) {
            WorldCard.Knob knob = card.knobs().get(i);
            knobs.add(knob.name(), Worlds.setting(Worlds.knobs(world).get(i), world), knob.meaning());
        }
        out.print("\n" + knobs.format(Format.TABLE));
        out.print("\n" + Wrap.at("truth: " + card.truth(), WIDTH));
        Rows truth = new Rows("estimand", "truth");
        new TreeMap<>(draw.truth().estimands()).forEach((estimand, value) -> truth.add(estimand.code(), value));
        draw.truth().targets().forEach(truth::add);
        out.print(truth.format(Format.TABLE));
        out.print("\nfirst rows of " + draw.observed().size() + ":\n"
                + Rows.of(Tables.table(draw.observed()).first(ROWS)).format(Format.TABLE));
        out.print("\n" + Wrap.at("source: " + card.source(), WIDTH));
        out.println("certificates made here:");
        Rows certificates = certificates(world);
        out.print(certificates.isEmpty() ? "  none\n" : certificates.format(Format.TABLE));
        out.println("draw it: assay simulate " + world.name() + " --out FILE");
        out.flush();
    }

    /** What was found of each method here, a row for each setting. */
    private static Rows certificates(Dgp world) {
        Rows rows = new Rows("method", "cell", "role", "coverage", "verdict");
        new CertificateFiles(Home.certificates())
                .readAll()
                .forEach(certificate -> certificate.cells().stream()
                        .filter(cell -> cell.world().equals(world.name()))
                        .forEach(cell -> rows.add(
                                certificate.method(),
                                cell.id(),
                                cell.role(),
                                cell.claims().get(0).estimate(),
                                cell.verdict().name())));
        return rows;
    }
}
