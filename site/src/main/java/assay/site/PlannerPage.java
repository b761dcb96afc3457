package assay.site;

import assay.site.CalcForm.Choice;
import java.util.List;

/** The planner: an experiment in four steps, from its design to a contract that {@code assay analyze} reads. */
final class PlannerPage {

    private static final String PATH = "planner.html";
    private static final List<String> STEPS = List.of("Design", "Size", "Simulate", "Review");

    private PlannerPage() {}

    static Page write() {
        Html html = new Html();
        CalcParts.styles(html);
        CalcParts.links(html, PATH);
        html.leaf("h1", "Plan an experiment");
        html.leaf(
                "p",
                "Choose a design, size it by the formula that fits it, try it many times in a world that you describe, and take away a "
                        + "contract that assay analyze reads.",
                "class",
                "lead");
        CalcParts.withoutScripts(
                html,
                "The command line does the same steps: a plan, a simulated power, a project with a contract to fill in.",
                "./assay power clusters --sd 1 --size 30 --icc 0.05 --mde 0.2\n./assay power simulate --help\n./assay init checkout");
        html.open("form", "id", "planner", "autocomplete", "off");
        html.open("ol", "class", "steps", "aria-label", "Steps");
        for (int i = 0; i < STEPS.size(); i++) {
            html.open("li").leaf("a", STEPS.get(i), "href", "#step-" + (i + 1), "data-step", Integer.toString(i + 1));
            html.close();
        }
        html.close().line();
        design(html);
        size(html);
        simulate(html);
        review(html);
        html.open("div", "class", "moves");
        html.leaf("button", "← Back", "type", "button", "data-act", "back");
        html.leaf("button", "Next →", "type", "button", "data-act", "next", "class", "go");
        html.close().close().line();
        CalcParts.scripts(html, "planner-page");
        return Page.of(
                        PATH,
                        "Plan an experiment",
                        "plan",
                        "Four steps from a design to a contract: design, size, simulate, review.",
                        html)
                .withKeywords(List.of("planner", "wizard", "design", "contract", "power", "switchback", "marketplace"));
    }

    private static void step(Html html, int number, String title) {
        html.open(
                "section",
                "class",
                "step",
                "id",
                "step-" + number,
                "aria-labelledby",
                "title-" + number,
                "tabindex",
                "-1");
        html.leaf("h2", number + ". " + title, "id", "title-" + number);
    }

    private static void sides(Html html) {
        html.open("div", "class", "calc-app");
        html.open("div", "class", "calc-form");
    }

    private static void results(Html html) {
        html.close().open("div", "class", "calc-results");
    }

    private static void end(Html html) {
        html.close().close().close().line();
    }

    private static void design(Html html) {
        step(html, 1, "Design");
        sides(html);
        new CalcForm(html)
                .group("How units are randomised")
                .select(
                        "design",
                        "Design",
                        List.of(
                                new Choice("ab", "A/B: users, one by one"),
                                new Choice("clusters", "Clusters: schools, stores, regions"),
                                new Choice("switchback", "Switchback: windows of time in a market"),
                                new Choice("marketplace", "Marketplace: submarkets as a whole")),
                        "")
                .end()
                .group("Who and what")
                .text("id", "Experiment id", "new_checkout", "Also the salt of the assignment.")
                .text("name", "Name", "New checkout", "")
                .text("owner", "Owner", "growth team", "")
                .text(
                        "hypothesis",
                        "Hypothesis",
                        "",
                        "If we change this for these users, this metric moves, because of that.")
                .date("start", "Start", "2027-01-04", "UTC; best a Monday.")
                .end();
        new CalcForm(html)
                .group("Metrics")
                .choice(
                        "outcome",
                        "Primary metric",
                        List.of(new Choice("binary", "A proportion"), new Choice("mean", "A mean")))
                .text("metric", "Its name and column", "conversion_7d", "In fact_user_outcomes; higher is better.")
                .number("days", "Days to watch each unit", "days", "7", "1", "")
                .number(
                        "matters",
                        "Smallest effect that matters",
                        "%",
                        "0",
                        "any",
                        "Relative. 0: any effect that is shown.")
                .text(
                        "guards",
                        "Guardrails, with commas between",
                        "",
                        "Shares of users that must not rise, such as uninstalls, refunds. Six at most.")
                .number(
                        "margin",
                        "Margin of the guardrails",
                        "points",
                        "0.5",
                        "any",
                        "The harm that is tolerated, in percentage points.")
                .end();
        results(html);
        html.leaf("h3", "", "id", "design-title");
        html.leaf("p", "", "class", "says", "id", "design-says");
        html.open(
                "svg",
                "id",
                "plot-design",
                "class",
                "calc-plot wide",
                "viewBox",
                "0 0 360 190",
                "role",
                "img",
                "aria-labelledby",
                "plot-design-title");
        html.leaf("title", "How units are given to arms", "id", "plot-design-title")
                .close();
        html.leaf("p", "", "class", "world", "id", "design-reads");
        end(html);
    }

    private static void size(Html html) {
        step(html, 2, "Size");
        sides(html);
        new CalcForm(html)
                .group("Outcome and effect")
                .number("mean", "Mean under control", "", "0.2", "any", "")
                .number("variance", "Variance of a unit", "", "0.16", "any", "p (1 − p) for a proportion.")
                .slider("relative", "Effect to find, relative", " %", "5", new String[] {"0.5", "20", "0.5"}, "")
                .slider(
                        "rho",
                        "Correlation with a pre-period (CUPED)",
                        "",
                        "0",
                        new String[] {"0", "0.9", "0.05"},
                        "0: not adjusted.")
                .number("size", "Units of a cluster", "units", "30", "any", "")
                .number(
                        "icc",
                        "Intra-cluster correlation",
                        "",
                        "0.05",
                        "any",
                        "0: a cluster is no more alike than strangers.")
                .number("cv", "Variation of cluster sizes", "", "0", "any", "Standard deviation over mean, 0 to 0.57.")
                .slider(
                        "burn",
                        "First part of a window left out",
                        " %",
                        "20",
                        new String[] {"0", "90", "5"},
                        "While the window before still acts.")
                .end()
                .group("Test and traffic")
                .number("alpha", "Level α, two-sided", "", "0.05", "0.005", "0.01 to 0.2")
                .number("power", "Power", "", "0.8", "0.01", "0.5 to 0.99")
                .slider("control", "Share of control", " %", "50", new String[] {"5", "95", "1"}, "")
                .number("perDay", "New units a day", "a day", "1500", "1", "In all markets or clusters together.")
                .end();
        results(html);
        html.open("dl", "class", "stats main");
        CalcParts.figure(html, "size-n", "To randomise", "");
        CalcParts.figure(html, "size-control", "Control", "");
        CalcParts.figure(html, "size-treated", "Treatment", "");
        CalcParts.figure(html, "size-days", "Runtime", "");
        html.close().open("dl", "class", "stats");
        CalcParts.figure(html, "size-units", "Units in all", "");
        CalcParts.figure(html, "size-effect", "Effect to find, absolute", "");
        CalcParts.figure(html, "size-deff", "Design effect", "");
        html.close();
        html.leaf("p", "", "class", "says", "id", "size-says", "role", "status");
        CalcParts.plot(html, "plot-size", "Power by size", "170");
        CalcParts.command(html, "The same on the command line", "size-command");
        end(html);
    }

    private static void simulate(Html html) {
        step(html, 3, "Simulate");
        sides(html);
        new CalcForm(html)
                .group("The world")
                .slider(
                        "effect",
                        "True effect, relative",
                        " %",
                        "5",
                        new String[] {"0", "20", "0.5"},
                        "0: an A/A experiment.")
                .slider(
                        "carry",
                        "Part of a window in which the one before still acts",
                        " %",
                        "10",
                        new String[] {"0", "90", "5"},
                        "")
                .slider(
                        "taken",
                        "Part of a user's gain that is taken from others",
                        " %",
                        "50",
                        new String[] {"0", "90", "5"},
                        "")
                .number("experiments", "Experiments", "", "2000", "100", "100 to 20 000")
                .number("key", "Key of the generator", "", "1", "1", "The same key, the same draws.")
                .end();
        html.leaf("button", "Run the experiments", "type", "button", "class", "go", "data-act", "simulate");
        html.leaf("p", "", "class", "world", "id", "world-says");
        results(html);
        html.open("dl", "class", "stats main three");
        CalcParts.figure(html, "sim-found", "Power found", "rejections of the right sign");
        CalcParts.figure(html, "sim-formula", "Power by the formula", "");
        CalcParts.figure(html, "sim-covered", "Intervals that hold the truth", "");
        html.close();
        html.leaf("p", "", "class", "says", "id", "sim-says", "role", "status");
        CalcParts.plot(html, "plot-sim", "The estimates of all experiments", "190");
        html.open("div", "class", "scroll", "id", "sim-table").close();
        end(html);
    }

    private static void review(Html html) {
        step(html, 4, "Review");
        html.leaf("p", "", "class", "says", "id", "review-says", "role", "status");
        html.open("div", "class", "calc-app even");
        html.open("div", "class", "calc-form").open("div", "class", "notice");
        html.leaf("h3", "Then")
                .open("pre", "class", "code command")
                .leaf("code", "", "id", "review-commands")
                .close();
        html.leaf("p", "assay analyze reads these tables, as CSV or Parquet:");
        html.open("ul", "id", "review-tables").leaf("li", "…").close();
        html.open("p")
                .text("What its fields mean: ")
                .link("contracts.html", "contracts")
                .text(".")
                .close();
        html.close();
        html.open("div", "class", "buttons");
        html.leaf("button", "Download the contract", "type", "button", "class", "go", "data-act", "download");
        html.leaf("button", "Start over", "type", "button", "data-act", "reset").close();
        results(html);
        html.open("pre", "class", "code contract", "tabindex", "0", "aria-label", "The contract");
        html.leaf("code", "…", "id", "review-contract").close();
        end(html);
    }
}
