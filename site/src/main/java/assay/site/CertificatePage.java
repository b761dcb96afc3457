package assay.site;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One certificate in the order of a simulation protocol: aim, world, estimand, method, performance. */
final class CertificatePage {

    private final Library library;
    private final Certificate certificate;
    private final Settings settings;
    private final Html html = new Html("../");
    private final Set<String> described = new HashSet<>();

    private CertificatePage(Library library, Certificate certificate) {
        this.library = library;
        this.certificate = certificate;
        this.settings = library.settings();
    }

    static Page write(Library library, Certificate certificate) {
        return new CertificatePage(library, certificate).page();
    }

    private Page page() {
        html.open("header", "class", "strip").leaf("p", "Certificate", "class", "kicker");
        html.open("div", "class", "title-line").leaf("h1", certificate.title());
        html.add(certificate.verdict().chip()).close();
        if (!certificate.statement().isEmpty()) {
            html.leaf("p", certificate.statement(), "class", "lead");
        }
        html.close().line();
        protocol();
        performance();
        FamilySection.write(html, library, certificate);
        PowerFigure.write(html, certificate);
        realData();
        again();
        HistoryStrip.write(html, library.book(), certificate);
        provenance();
        String description = "Certificate of " + certificate.title() + ": "
                + certificate.verdict().label() + ".";
        return Page.of(certificate.page(), "Certificate: " + certificate.title(), "certificates", description, html);
    }

    private void protocol() {
        html.open("div", "class", "protocol").open("section").leaf("h2", "Aims", "id", "aim");
        boolean intervals = certificate
                .leading()
                .flatMap(Cell::headline)
                .filter(Claim::isCoverage)
                .isPresent();
        html.open("p").text("To find out whether " + (intervals ? "the 95 % intervals of " : ""));
        html.link("methods/" + Slug.of(certificate.method()) + ".html", certificate.title());
        html.text(
                intervals
                        ? " hold the truth as often as they say, miss equally on both sides, are centred, and reject a"
                                + " null effect no more often than they may; at one size and at a larger one."
                        : " keeps each of the claims below, in worlds whose truth is known; at one size and at a larger"
                                + " one.");
        html.close().close().open("section");
        html.leaf("h2", "Data-generating mechanisms", "id", "dgp").open("ul");
        certificate.cells().stream().map(Cell::world).distinct().forEach(world -> {
            html.open("li");
            if (library.world(world).isPresent()) {
                html.link(
                        library.world(world).get().page(),
                        library.world(world).get().title());
            } else {
                html.text(Words.world(world));
            }
            html.text(": ")
                    .text(Numbers.count(settingsOf(world)))
                    .text(settingsOf(world) == 1 ? " setting" : " settings")
                    .close();
        });
        html.close().close().open("section").leaf("h2", "Estimands", "id", "estimand");
        String estimand =
                library.method(certificate.method()).map(MethodEntry::estimand).orElse(certificate.estimand());
        html.leaf("p", estimand);
        html.close().open("section").leaf("h2", "Methods", "id", "method");
        html.open("ul");
        html.leaf("li", "Name: " + certificate.method());
        for (Map.Entry<String, String> option : certificate.options().entrySet()) {
            html.leaf("li", option.getKey() + ": " + OptionText.of(option.getValue()));
        }
        if (!certificate.tier().isEmpty()) {
            html.leaf("li", "Tier " + certificate.tier() + ", level " + Numbers.fixed(certificate.level(), 2));
        }
        if (certificate.budget() > 0) {
            html.leaf("li", "Budget: at most " + Numbers.count(certificate.budget()) + " replicates in each cell");
        }
        html.close().close().close().line();
    }

    private long settingsOf(String world) {
        return certificate.cells().stream()
                .filter(cell -> cell.world().equals(world))
                .map(settings::of)
                .distinct()
                .count();
    }

    private void performance() {
        html.leaf("h2", "Performance", "id", "performance");
        html.add(ClaimsTable.statements(certificate.cells())).add(Wall.legend());
        Html ratio = RatioFigure.draw("se-ratio", certificate.cells(), settings);
        if (!ratio.toString().isEmpty()) {
            html.add(
                    Figure.of(
                            ratio,
                            "A ratio of 1 means that the reported standard error is the true one; bars are two Monte-Carlo standard errors."));
        }
        certificate.cells().forEach(this::cell);
    }

    private void cell(Cell cell) {
        String label = settings.of(cell).label();
        String world = library.worldTitle(cell.world());
        html.open("section", "class", "cell", "id", cell.anchor(), "aria-labelledby", cell.anchor() + "-title");
        html.open("h3", "id", cell.anchor() + "-title")
                .text(world + (label.isEmpty() ? "" : ", " + label) + ", n = " + Numbers.count(cell.size()) + " ");
        html.add(cell.verdict().chip()).close();
        html.leaf(
                "p",
                (cell.home()
                                ? "Home world: the certificate rests on it. "
                                : "Stress world: where the method is not expected to hold. ")
                        + Numbers.count(cell.replicates()) + " replicates, " + Numbers.count(cell.failures())
                        + " failed and scored 0.");
        html.add(ClaimsTable.of(cell.claims())).add(Explanations.write(cell));
        if (!cell.controls().isEmpty()) {
            controls(cell);
        }
        diagnostics(cell);
        if (cell.home() || certificate.leading().filter(cell::equals).isPresent()) {
            figures(cell);
        }
        html.close().line();
    }

    /** Controls that did what they must are folded away; one that did not is open. */
    private void controls(Cell cell) {
        long right = cell.controls().stream().filter(Control::asRequired).count();
        boolean all = right == cell.controls().size();
        if (all) {
            html.open("details");
        } else {
            html.open("details", "open", "");
        }
        html.leaf("summary", "Controls: " + right + " of " + cell.controls().size() + " as required");
        html.add(ClaimsTable.controls(cell.controls(), described)).close();
    }

    private void diagnostics(Cell cell) {
        Json d = cell.diagnostics();
        if (!d.isObject()) {
            return;
        }
        html.leaf("h4", "Diagnostics");
        html.add(Tables.facts(List.of(
                "Truth", Numbers.significant(d.number("truth"), 4),
                "Mean estimate", Numbers.significant(d.number("mean_estimate"), 4),
                "Bias", withError(d, "bias", 4),
                "Standard deviation", Numbers.significant(d.number("sd"), 4),
                "Mean standard error", Numbers.significant(d.number("mean_se"), 4),
                "SE ratio", withError(d, "se_ratio", 3),
                "RMSE", Numbers.significant(d.number("rmse"), 4),
                "Mean width", Numbers.significant(d.number("mean_width"), 4),
                "Power", withError(d, "power", 3),
                "Skewness of t", Numbers.fixed(d.number("skew_t"), 2))));
    }

    private static String withError(Json diagnostics, String name, int digits) {
        return Numbers.plusMinus(diagnostics.number(name), diagnostics.number(name + "_mcse"), digits);
    }

    private void figures(Cell cell) {
        String id = cell.anchor();
        double[] estimates = cell.estimateQuantiles();
        if (estimates.length > 20) {
            boolean first = certificate.leading().filter(cell::equals).isPresent();
            if (first) {
                html.open("details", "class", "figures", "open", "");
            } else {
                html.open("details", "class", "figures");
            }
            html.leaf("summary", "Figures");
            List<SamplingFigure.Curve> curves =
                    List.of(new SamplingFigure.Curve(certificate.method(), "method", new Density(estimates)));
            html.add(Figure.of(
                    SamplingFigure.draw(id + "-estimates", "Estimates", curves, cell.truth()),
                    new Html().text("The estimates of all replicates around the truth."),
                    SamplingFigure.numbers(curves)));
            cell.headline()
                    .ifPresent(
                            claim -> framed(
                                    EvidenceFigure.draw(id + "-evidence", claim),
                                    "The rate of the claim '" + claim.words()
                                            + "' as the evidence came in, within its confidence sequence; sampling went on until the evidence of either side was enough for the book, or the budget was spent."));
            Html distribution = DistributionFigure.write(id + "-distribution", cell.distribution());
            html.add(distribution);
            if (distribution.toString().isEmpty()) {
                framed(
                        QqFigure.draw(id + "-qq", cell.figures().numbers("aa_p_quantiles")),
                        "The p-values of the same world with no effect: on the diagonal they are uniform, below it too small.");
            }
            html.close();
        }
    }

    private void framed(Html drawing, String caption) {
        if (!drawing.toString().isEmpty()) {
            html.add(Figure.of(drawing, caption));
        }
    }

    private void realData() {
        if (!certificate.realData().isObject()) {
            return;
        }
        String dataset = certificate.realData().text("dataset");
        html.leaf("h2", "A real table, re-randomised", "id", "real-data").open("p");
        html.text("Arms were dealt out again and again in ");
        if (library.data().stream().anyMatch(card -> card.name().equals(dataset))) {
            html.link("data/" + Slug.of(dataset) + ".html", dataset);
        } else {
            html.text(dataset);
        }
        html.text(", where no effect can exist. " + certificate.realData().text("description"))
                .close();
        html.add(ClaimsTable.of(certificate.realClaims()));
    }

    private void again() {
        html.leaf("h2", "Run it again", "id", "again");
        html.add(JavaHighlighter.block(
                "./assay certify " + certificate.method() + "\n./assay verify " + certificate.method() + " --rerun",
                "shell"));
        html.leaf(
                "p",
                "The keys of the random numbers follow from the claim and the code, so nobody chooses a seed, and any number of threads gives the same file.");
        html.open("p")
                .openLink(certificate.raw(), "download", "")
                .text("Raw certificate (JSON)")
                .close()
                .close();
    }

    private void provenance() {
        Json provenance = certificate.provenance();
        if (!provenance.isObject()) {
            return;
        }
        html.leaf("h2", "Provenance", "id", "provenance").open("dl", "class", "facts wide");
        provenance.entries().forEach((key, value) -> fact(key, value));
        html.close().line();
    }

    private void fact(String key, Json value) {
        if (value.isObject()) {
            value.entries().forEach((inner, digest) -> fact(key + " " + inner, digest));
            return;
        }
        html.open("div").leaf("dt", key.replace('_', ' ')).open("dd");
        String text = value.text();
        if (text.startsWith("sha256:")) {
            html.add(Ledger.digest(text));
        } else if (key.endsWith("seconds")) {
            html.text(Numbers.significant(value.number(), 3) + " s");
        } else {
            html.text(text);
        }
        html.close().close();
    }
}
