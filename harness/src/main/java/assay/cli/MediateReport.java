package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.harness.Catalog;
import assay.mediation.ErrorCorrelation;
import assay.mediation.Mediation;
import assay.mediation.MissingArrow;
import assay.mediation.Share;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The paths of an effect as a report.
 *
 * @param study what was asked
 * @param kind of effects
 * @param terms the effects, the total first
 * @param glance what they were made from
 * @param cautions reasons for care
 * @param lines what is said beside the table
 * @param shares parts of the total, empty where they were not asked for or refused
 * @param errors sensitivity, where it was asked for
 * @param mediation the linear paths, where they were estimated
 */
record MediateReport(
        MediateStudy study,
        String kind,
        List<Estimate> terms,
        Glance glance,
        List<Caution> cautions,
        List<String> lines,
        List<Share> shares,
        Optional<ErrorCorrelation> errors,
        Optional<Mediation> mediation) {

    private static final int WIDTH = 110;

    String format(Format format) {
        return switch (format) {
            case CSV -> rows().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private String text(Format format) {
        String end = format == Format.MD ? "  \n" : "\n";
        StringBuilder out = new StringBuilder(format == Format.MD ? "# Paths of an effect\n\n" : "");
        out.append("graph: ").append(study.model().graph()).append(end);
        out.append("effects: ").append(kind).append(end);
        out.append("variance: ").append(glance.variance()).append(end);
        out.append("rows: ").append(glance.n()).append(" (");
        if (glance.treated() > 0) {
            out.append(glance.treated())
                    .append(" treated, ")
                    .append(glance.control())
                    .append(" control, ");
        }
        if (glance.clusters() > 0) {
            out.append(glance.clusters()).append(" clusters, ");
        }
        out.append(glance.dropped())
                .append(" dropped); seed: ")
                .append(study.seed())
                .append(end);
        out.append('\n').append(rows().format(format)).append('\n');
        if (!shares.isEmpty()) {
            out.append(shareRows().format(format)).append('\n');
        }
        for (String line : lines) {
            out.append(Wrap.at(line, WIDTH)).append(format == Format.MD ? "\n" : "");
        }
        certificates().forEach(line -> out.append(line).append(end));
        return out.toString();
    }

    private Rows rows() {
        Rows rows = new Rows(
                "method",
                "estimand",
                "term",
                "estimate",
                "std_error",
                "statistic",
                "df",
                "p_value",
                "p_joint",
                "conf_low",
                "conf_high",
                "conf_level",
                "n");
        for (Estimate term : terms) {
            Inference inference = term.inference();
            Interval interval = inference.interval(study.level());
            double df = inference.degreesOfFreedom();
            double statistic = inference.statistic(0);
            rows.add(
                    glance.method(),
                    term.estimand().code(),
                    term.term(),
                    term.value(),
                    term.stdError(),
                    Double.isNaN(statistic) ? null : statistic,
                    Double.isNaN(df) ? null : df,
                    inference.pValue(0),
                    jointly(term),
                    interval.lower(),
                    interval.upper(),
                    study.level(),
                    glance.n());
        }
        return rows;
    }

    private @Nullable Double jointly(Estimate term) {
        return mediation
                .filter(paths -> term.term().startsWith("via "))
                .map(paths -> paths.jointSignificance(term.term()))
                .orElse(null);
    }

    private Rows shareRows() {
        Rows rows = new Rows("path", "share", "std_error", "conf_low", "conf_high", "conf_level");
        for (Share share : shares) {
            Interval interval = share.interval(study.level());
            rows.add(share.term(), share.value(), share.stdError(), interval.lower(), interval.upper(), study.level());
        }
        return rows;
    }

    private List<String> certificates() {
        String name = glance.method();
        return Catalog.find(name)
                .map(method ->
                        List.of("certificate: " + name + " " + Badge.of(method).verdict()))
                .orElse(List.of());
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/mediate/1");
        root.addProperty("graph", study.model().graph().toString());
        root.addProperty("effects", kind);
        root.add("terms", rows().json());
        JsonObject about = new JsonObject();
        about.addProperty("method", glance.method());
        about.addProperty("n", glance.n());
        about.addProperty("n_treated", glance.treated());
        about.addProperty("n_control", glance.control());
        about.addProperty("n_dropped", glance.dropped());
        about.addProperty("clusters", glance.clusters());
        about.addProperty("variance", glance.variance());
        about.addProperty("seed", study.seed());
        glance.diagnostics().forEach(about::addProperty);
        root.add("glance", about);
        mediation.ifPresent(paths -> {
            JsonObject check = new JsonObject();
            check.addProperty("identity", paths.check().identity());
            check.addProperty("path_sum", paths.check().pathSum());
            check.addProperty("reduced_form", paths.check().reducedForm());
            check.addProperty("difference", paths.check().difference());
            check.addProperty("path_sum_std_error_hc0", paths.check().pathSumError());
            check.addProperty("reduced_form_std_error_hc0", paths.check().reducedFormError());
            check.addProperty("p_value", paths.check().pValue());
            root.add("total_check", check);
            JsonArray missing = new JsonArray();
            for (MissingArrow arrow : paths.missingArrows()) {
                JsonObject one = new JsonObject();
                one.addProperty("from", arrow.from());
                one.addProperty("to", arrow.to());
                one.addProperty("coefficient", arrow.coefficient());
                one.addProperty("std_error", arrow.stdError());
                one.addProperty("p_value", arrow.pValue());
                one.addProperty("p_holm", arrow.adjusted());
                missing.add(one);
            }
            root.add("missing_arrows", missing);
        });
        if (!shares.isEmpty()) {
            root.add("shares", shareRows().json());
        }
        errors.ifPresent(e -> root.add("sensitivity", sensitivity(e)));
        JsonArray said = new JsonArray();
        lines.forEach(said::add);
        root.add("summary", said);
        JsonArray cautioned = new JsonArray();
        cautions.forEach(caution -> {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautioned.add(one);
        });
        root.add("cautions", cautioned);
        JsonArray certificates = new JsonArray();
        certificates().forEach(certificates::add);
        root.add("certificates", certificates);
        return root;
    }

    private JsonObject sensitivity(ErrorCorrelation e) {
        JsonObject out = new JsonObject();
        out.addProperty("mediator", e.mediator());
        out.addProperty("rho_at_zero", e.rhoAtZero());
        out.addProperty("rho_at_doubt", e.rhoAtDoubt(study.level()));
        out.addProperty("r2_residual_product", e.residualProduct());
        out.addProperty("r2_total_product", e.totalProduct());
        Rows grid = new Rows("rho", "estimate", "std_error", "conf_low", "conf_high");
        for (int i = -9; i <= 9; i++) {
            Estimate at = e.at(i / 10.0);
            Interval interval = at.inference().interval(study.level());
            grid.add(i / 10.0, at.value(), at.stdError(), interval.lower(), interval.upper());
        }
        out.add("grid", grid.json());
        return out;
    }

    /** The picture that suits what was asked. */
    String picture() {
        List<Estimate> shown = new ArrayList<>(terms);
        return errors.map(e -> MediateChart.sensitivity(e, study.level()))
                .orElseGet(() -> MediateChart.effects(kind, shown, study.level()));
    }
}
