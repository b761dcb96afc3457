package assay.site;

import assay.site.CalcForm.Choice;
import java.util.List;

/** The calculators: power and sample size, sample-ratio mismatch, peeking. They compute in the reader's browser, by {@code calc/*.js}. */
final class CalculatorPages {

    private static final String POWER = "calculators/power.html";
    private static final String SRM = "calculators/srm.html";
    private static final String PEEKING = "calculators/peeking.html";

    private CalculatorPages() {}

    static List<Page> write(Library library) {
        return List.of(PlannerPage.write(), power(), srm(library), peeking());
    }

    private static Html start(String path, String title, String lead) {
        Html html = new Html(Page.root(path));
        CalcParts.styles(html);
        CalcParts.links(html, path);
        html.leaf("h1", title).leaf("p", lead, "class", "lead").line();
        return html;
    }

    private static Page power() {
        Html html = start(
                POWER,
                "Power and sample size",
                "How many units an experiment takes, and what a number of units can find. The same numbers as "
                        + "./assay power prints, from the same formulas.");
        CalcParts.withoutScripts(
                html,
                "The command line answers the same:",
                "./assay power proportions --baseline 0.2 --relative-mde 0.05 --traffic 1500/day");
        html.open("div", "class", "calc-app", "id", "power-calculator");
        html.open("form", "class", "calc-form", "autocomplete", "off");
        CalcForm form = new CalcForm(html);
        outcome(form);
        test(form);
        family(form);
        traffic(form);
        html.leaf("button", "Start over", "type", "button", "class", "reset", "data-act", "reset");
        html.close();
        html.open("div", "class", "calc-results");
        html.open("dl", "class", "stats main");
        CalcParts.figure(html, "out-n", "Units in all", "");
        CalcParts.figure(html, "out-control", "Control", "");
        CalcParts.figure(html, "out-treated", "Treatment", "");
        CalcParts.figure(html, "out-days", "Runtime", "");
        html.close();
        html.open("dl", "class", "stats");
        CalcParts.figure(html, "out-effect", "Effect to find, absolute", "");
        CalcParts.figure(html, "out-power", "Power at N", "");
        CalcParts.figure(html, "out-minimum", "Smallest effect found at N", "");
        html.close();
        html.leaf("p", "", "class", "says", "id", "out-says", "role", "status");
        html.open("div", "class", "plots");
        CalcParts.plot(html, "plot-units", "Single units", "190");
        CalcParts.plot(html, "plot-means", "Means of the arms at N", "190");
        CalcParts.plot(html, "plot-effect", "The estimated effect at N", "190");
        CalcParts.plot(html, "plot-power", "Power by number of units", "190");
        html.close();
        CalcParts.command(html, "The same on the command line", "out-command");
        html.open("details").leaf("summary", "The formula, with these numbers");
        html.open("ol", "class", "formula", "id", "out-formula")
                .leaf("li", "…")
                .close()
                .close();
        html.close().close().line();
        notes(html);
        CalcParts.scripts(html, "pages");
        return Page.of(
                        POWER,
                        "Power and sample size",
                        "plan",
                        "Sample size, power and the smallest effect that is found, with the formulas of the engine.",
                        html)
                .withKeywords(
                        List.of("power", "sample size", "mde", "minimum detectable effect", "calculator", "runtime"));
    }

    private static void outcome(CalcForm form) {
        form.group("Outcome")
                .choice(
                        "outcome",
                        "What is measured",
                        List.of(new Choice("binary", "A proportion"), new Choice("mean", "A mean")))
                .number("mean", "Mean under control", "", "0.2", "any", "A proportion is between 0 and 1.")
                .number("variance", "Variance in an arm", "", "0.16", "any", "p (1 − p) for a proportion.")
                .slider(
                        "relative",
                        "Effect to find, relative",
                        " %",
                        "5",
                        new String[] {"0.5", "20", "0.5"},
                        "Of the mean under control.")
                .slider(
                        "rho",
                        "Correlation with a pre-period (CUPED)",
                        "",
                        "0",
                        new String[] {"0", "0.9", "0.05"},
                        "0: the analysis does not adjust. A correlation r leaves 1 − r² of the variance.")
                .end();
    }

    private static void test(CalcForm form) {
        form.group("Test")
                .choice(
                        "sides",
                        "Sides",
                        List.of(new Choice("two", "Two-sided"), new Choice("one", "One-sided, for an increase")))
                .number("alpha", "Level α", "", "0.05", "0.005", "0.01 to 0.2")
                .number("power", "Power", "", "0.8", "0.01", "0.5 to 0.99")
                .end();
    }

    private static void family(CalcForm form) {
        form.group("What the decision hangs on")
                .number("comparisons", "Treatments", "", "1", "1", "1 to 6; each at α over their number.")
                .number(
                        "success",
                        "Success metrics",
                        "",
                        "1",
                        "1",
                        "1 to 6, one of which must win; each at α over their number.")
                .number(
                        "guardrails",
                        "Guardrails tested",
                        "",
                        "0",
                        "1",
                        "0 to 6 with a margin, all of which must pass: each may miss β / (G + 1).")
                .number(
                        "others",
                        "Others watched",
                        "",
                        "0",
                        "1",
                        "0 to 6 guardrails that are not tested: they change nothing.")
                .end();
    }

    private static void traffic(CalcForm form) {
        form.group("Units")
                .slider("control", "Share of control", " %", "50", new String[] {"5", "95", "1"}, "")
                .number("perDay", "New units a day", "a day", "1500", "1", "")
                .number("units", "Units you have, N", "", "", "1", "Empty: the planned size.")
                .end();
    }

    private static void notes(Html html) {
        html.open("section", "class", "calc-notes").leaf("h2", "What these numbers mean");
        html.leaf(
                "p",
                "A proportion is planned for by the z test with each arm's own variance, a mean by the noncentral t distribution. With "
                        + "several treatments all arms are of one size. Power counts rejections of the right sign; those of the wrong "
                        + "sign are given beside it.");
        html.open("p")
                .text(
                        "With guardrails the power that is asked for is that of passing all of them and winning one success metric "
                                + "together. A guardrail is a test of non-inferiority with a margin and a spread of its own: plan each with ");
        html.leaf("code", "./assay power means --non-inferiority-margin")
                .text(", and take the largest size.")
                .close();
        html.open("p").text("Clusters, ratios, non-compliance, triggering and looks are planned by ");
        html.leaf("code", "./assay power")
                .text("; the ")
                .link("planner.html", "planner")
                .text(" sizes clusters and switchbacks. ");
        html.close().close().line();
    }

    private static Page srm(Library library) {
        Html html = start(
                SRM,
                "Sample ratio",
                "Whether the arms have the sizes that were planned. If not, units were lost or moved, and the arms must not be "
                        + "compared until it is known why.");
        CalcParts.withoutScripts(
                html,
                "The trust checks test it on the tables of an experiment:",
                "./assay trust experiment.yaml --data tables");
        html.open("div", "class", "calc-app even", "id", "srm-calculator");
        html.open("form", "class", "calc-form", "autocomplete", "off")
                .open("fieldset")
                .leaf("legend", "Arms");
        html.open("div", "class", "arms", "id", "arms").close();
        html.open("div", "class", "buttons");
        html.leaf("button", "Add an arm", "type", "button", "data-act", "add");
        html.leaf("button", "Start over", "type", "button", "data-act", "reset").close();
        html.leaf("p", "", "class", "error", "id", "arms-error", "aria-live", "polite");
        html.close().close();
        html.open("div", "class", "calc-results");
        html.leaf("p", "…", "class", "verdict", "id", "srm-verdict", "role", "status");
        html.open("dl", "class", "stats");
        CalcParts.figure(html, "srm-p", "p-value", "");
        CalcParts.figure(html, "srm-x2", "χ²", "");
        CalcParts.figure(html, "srm-total", "Units", "");
        html.close();
        CalcParts.plot(html, "plot-srm", "Observed less planned, in standard errors", "170");
        html.close().close().line();
        html.open("section", "class", "calc-notes").leaf("h2", "What this says");
        html.leaf(
                "p",
                "Pearson's chi-square test at one fixed time. It sounds at p below 0.001, so that one experiment in a thousand that is "
                        + "sound raises it. Count the units that were randomised, not their sessions or page views, and before any "
                        + "filter that the treatment can change.");
        html.open("p").text("Who looks every day takes a test that holds at all looks: ");
        if (library.method("sequential-srm").isPresent()) {
            html.link("methods/sequential-srm.html", "sequential sample ratio").text(".");
        } else {
            html.text("sequential-srm.");
        }
        html.close().close().line();
        CalcParts.scripts(html, "pages");
        return Page.of(
                        SRM,
                        "Sample ratio",
                        "plan",
                        "A calculator for sample-ratio mismatch with any number of arms.",
                        html)
                .withKeywords(List.of("srm", "sample ratio mismatch", "chi-square", "calculator"));
    }

    private static Page peeking() {
        Html html = start(
                PEEKING,
                "Peeking",
                "What happens to the false-alarm rate when an experiment is read again and again as if each time were the only one.");
        CalcParts.withoutScripts(
                html,
                "The command line plans looks that hold the level:",
                "./assay power means --sd 1 --mde 0.1 --looks 5");
        html.open("div", "class", "calc-app even", "id", "peeking-calculator");
        html.open("form", "class", "calc-form", "autocomplete", "off");
        new CalcForm(html)
                .group("Looks")
                .slider(
                        "looks",
                        "Looks, evenly spaced",
                        "",
                        "14",
                        new String[] {"1", "100", "1"},
                        "Such as one a day for two weeks.")
                .number("alpha", "Level α of each look", "", "0.05", "0.005", "0.01 to 0.2, two-sided.")
                .end();
        html.open("fieldset").leaf("legend", "One A/A experiment");
        html.leaf("p", "Both arms are the same. The line is its z statistic while units come in.", "class", "hint");
        html.open("div", "class", "buttons");
        html.leaf("button", "Draw another", "type", "button", "data-act", "draw");
        html.leaf("button", "Draw 100", "type", "button", "data-act", "many").close();
        html.leaf("p", "", "class", "says", "id", "tally", "role", "status");
        html.close().close();
        html.open("div", "class", "calc-results");
        html.open("dl", "class", "stats main three");
        CalcParts.figure(html, "out-fixed", "A fixed z at each look", "false alarms, where nothing differs");
        CalcParts.figure(html, "out-valid", "Always valid", "false alarms at these looks");
        CalcParts.figure(html, "out-pocock", "The z that would hold α", "the same at every look (Pocock)");
        html.close();
        CalcParts.plot(html, "plot-path", "One A/A experiment", "200");
        CalcParts.plot(html, "plot-error", "False alarms by number of looks", "200");
        html.close().close().line();
        html.open("section", "class", "calc-notes").leaf("h2", "How it is computed");
        html.open("p")
                .text(
                        "Exactly, by the recursion of Armitage, McPherson and Rowe (1969): the density of the statistic of an "
                                + "experiment that has not stopped yet, integrated from look to look. The always-valid bound is that of a normal "
                                + "mixture which is sharpest at the last look; it holds the level however often one looks, also after it. ");
        html.link("looks.html", "Reading an experiment while it runs")
                .text(" says which to choose.")
                .close()
                .close()
                .line();
        CalcParts.scripts(html, "pages");
        return Page.of(PEEKING, "Peeking", "plan", "The false-alarm rate of reading an experiment many times.", html)
                .withKeywords(List.of("peeking", "optional stopping", "looks", "false positive rate", "calculator"));
    }
}
