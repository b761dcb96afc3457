package assay.cli;

import assay.Arguments;
import assay.Caution;
import assay.Role;
import assay.condition.Condition;
import assay.experiment.Analysis;
import assay.experiment.Effects;
import assay.experiment.Experiment;
import assay.experiment.Extrapolation;
import assay.experiment.FittedModel;
import assay.experiment.Model;
import assay.experiment.Population;
import assay.experiment.RankedArm;
import assay.experiment.Shares;
import assay.sequential.AnytimeValid;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Analyses an experiment by the one linear model. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description =
                "Analyse an experiment: effects of all arms on all outcomes, over all rows, in segments, over time, or "
                        + "projected to another population. One model serves A/B, cluster, encouragement and adaptive designs. "
                        + "Of a contract, a file that ends in .yaml or .yml, what it names is analysed: every metric by the "
                        + "method that suits it, in every view and segment, after the checks of trust.",
        footer = {"", "Example: assay analyze checkout/experiment.yaml --data checkout/tables"})
final class AnalyzeCommand implements Callable<Integer> {

    private static final List<String> OF_CONTRACTS =
            List.of("--data", "--metrics", "--policies", "--format", "--out", "--verbose", "--no-color");

    private static final List<String> NOT_IN_REPORTS = List.of(
            "--where",
            "--by",
            "--project",
            "--counted",
            "--saturate",
            "--post-treatment",
            "--relative",
            "--anytime",
            "--planned",
            "--population",
            "--slopes",
            "--extrapolate",
            "--rank",
            "--path",
            "--data");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "A data set, see: assay data list; or a CSV or Parquet file; or the contract of an experiment.")
    private String file = "";

    @Mixin
    private RoleOptions roles = new RoleOptions();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "growthlab: follow the rules of that engine exactly, and say where ours differ.")
    void profile(String name) {
        GrowthLabCommand.requireKnown(name);
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TableReportOptions report = new TableReportOptions();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "With a contract, the folder of its tables, or a DuckDB file of them.")
    private @Nullable Path data;

    @Mixin
    private ContractPaths contracts = new ContractPaths();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Effect in a segment, whose columns enter the model, such as \"device = 'desktop' and tenure > 30\"; may be repeated.")
    private List<String> where = List.of();

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "Effect at each value of a column, which enters the model.")
    private @Nullable String by;

    @Option(
            names = "--project",
            paramLabel = "CONDITION=SHARE",
            description = "Effect in a population where this segment has this share; once for each segment.")
    private List<String> project = List.of();

    @Option(names = "--counted", paramLabel = "N", description = "The shares were counted among so many units.")
    private @Nullable Double counted;

    @Option(
            names = "--believed",
            paramLabel = "N",
            description = "The shares are a belief about the future that is worth so many units (Dirichlet).")
    private @Nullable Double believed;

    @Option(names = "--normalise", description = "Divide what --project gives by its sum, such as counts.")
    private boolean normalise;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "COLUMN=MEAN",
            description =
                    "Effect in a population with these mean covariates, separated by commas; of a level its share, as"
                            + " COLUMN=LEVEL=SHARE.")
    private List<String> at = List.of();

    @Option(
            names = "--saturate",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns with an indicator for each value, separated by commas.")
    private List<String> saturate = List.of();

    @Option(
            names = "--post-treatment",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that treatment may have moved, refused as covariates and in conditions.")
    private List<String> post = List.of();

    @Option(names = "--relative", description = "Effects as shares of the mean of control.")
    private boolean relative;

    @Option(names = "--anytime", description = "Intervals and p-values that hold at all looks at once.")
    private boolean anytime;

    @Option(
            names = "--planned",
            paramLabel = "UNITS",
            description = "With --anytime, the size at which intervals are shortest; fix it before the first look.")
    private @Nullable Double planned;

    @Option(
            names = "--population",
            paramLabel = "POPULATION",
            defaultValue = "sample",
            description = "Whom effects are averages over: sample or superpopulation (default: ${DEFAULT-VALUE}).")
    private Population population = Population.SAMPLE;

    @Option(
            names = "--slopes",
            paramLabel = "SLOPES",
            defaultValue = "by_arm",
            description = "Slopes of covariates: by_arm or common (default: ${DEFAULT-VALUE}).")
    private Model.Slopes slopes = Model.Slopes.BY_ARM;

    @Option(
            names = "--extrapolate",
            paramLabel = "ASSUMPTION",
            description = "Average effect from the effect on compliers under an assumption: ${COMPLETION-CANDIDATES}.")
    private @Nullable Extrapolation extrapolate;

    @Option(names = "--rank", description = "Probability of each arm to be the best one; alone in CSV.")
    private boolean rank;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "rows",
            description =
                    "How rows are read: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The numbers are the same.")
    private ReadPath path = ReadPath.ROWS;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Override
    public Integer call() throws IOException {
        if (AnalyzeContract.isContract(file)) {
            return contract();
        }
        if (data != null) {
            throw new IllegalArgumentException("--data is for contracts, whose name ends in .yaml or .yml.");
        }
        Arguments.probability("--level", level);
        if (report.asked()) {
            return report();
        }
        requireOneQuestion();
        FittedModel model = fit();
        Effects effects = options(effects(model));
        List<RankedArm> ranked = rank ? effects.rank() : List.of();
        for (Caution caution : effects.cautions()) {
            spec.commandLine().getErr().println(CautionLine.of(caution));
        }
        AnalyzeReport report = new AnalyzeReport(model, effects, ranked, level, anytime);
        if (output.format() == Format.CSV) {
            spec.commandLine().getErr().print(report.header());
            spec.commandLine().getErr().flush();
        }
        output.print(
                spec.commandLine().getOut(), spec.commandLine().getErr(), "analyze", report.format(output.format()));
        return Exit.OK;
    }

    /** Everything about two arms, in a few passes over the file. */
    private int report() throws IOException {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (NOT_IN_REPORTS.contains(option.longestName())) {
                throw new IllegalArgumentException(
                        option.longestName() + " is not for --report: leave one of them out.");
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        TableStudy study = new TableStudy(file, roles, report, step -> {
            err.println(step);
            err.flush();
        });
        TableFindings found = study.run(roles.control(), roles.treated());
        TableReport text = new TableReport(found, level);
        if (output.format() == Format.CSV) {
            err.print(text.header());
            err.flush();
        }
        output.print(spec.commandLine().getOut(), err, "report", text.format(output.format()));
        return found.invalid() ? Exit.REFUTED : Exit.OK;
    }

    /** A contract says what is asked, so that no other option may. */
    private int contract() throws IOException {
        if (data == null) {
            throw new IllegalArgumentException("Say where the tables of the experiment are: --data FOLDER.");
        }
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!OF_CONTRACTS.contains(option.longestName())) {
                throw new IllegalArgumentException(
                        option.longestName() + " is not for contracts: what is asked stands in " + file + ".");
            }
        }
        return AnalyzeContract.run(
                Path.of(file),
                contracts.options(),
                data,
                output,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    private void requireOneQuestion() {
        int asked =
                (where.isEmpty() ? 0 : 1) + (by == null ? 0 : 1) + (project.isEmpty() ? 0 : 1) + (at.isEmpty() ? 0 : 1);
        if (asked > 1) {
            throw new IllegalArgumentException(
                    "--where, --by, --project and --at ask different questions: give one of them.");
        }
        if (planned != null && !anytime) {
            throw new IllegalArgumentException("--planned is for --anytime.");
        }
        if (counted != null && project.isEmpty()) {
            throw new IllegalArgumentException("--counted is for the shares of --project.");
        }
        if (project.isEmpty() && (believed != null || normalise)) {
            throw new IllegalArgumentException(
                    (normalise ? "--normalise" : "--believed") + " is for the shares of --project.");
        }
        if (counted != null && believed != null) {
            throw new IllegalArgumentException(
                    "Shares were either --counted among units or are --believed: give one of them.");
        }
    }

    private FittedModel fit() {
        List<String> outcomes = roles.named().getOrDefault(Role.OUTCOME, List.of());
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("Name what was measured by --outcome, one column or several.");
        }
        Experiment experiment = roles.experiment(path.open(file, outcomes)).postTreatment(post.toArray(new String[0]));
        List<String> covariates = roles.named().getOrDefault(Role.COVARIATE, List.of());
        Analysis analysis = experiment.metrics(outcomes, covariates.toArray(new String[0]));
        Set<String> saturated = new LinkedHashSet<>(saturate);
        if (by != null && !roles.named().getOrDefault(Role.TIME, List.of()).contains(by)) {
            saturated.add(by);
        }
        List<Condition> segments =
                new ArrayList<>(where.stream().map(Condition::where).toList());
        shares().keySet().forEach(condition -> segments.add(Condition.where(condition)));
        return analysis.saturated(saturated.toArray(new String[0]))
                .distinguishing(segments)
                .fit(path.model().population(population).slopes(slopes));
    }

    private Effects effects(FittedModel model) {
        if (by != null) {
            return model.effectsBy(by);
        }
        if (!where.isEmpty()) {
            return model.effects(where.stream().map(Condition::where).toList());
        }
        if (!at.isEmpty()) {
            return model.effectAt(numbers("--at", "a covariate, = and its mean, such as \"tenure=30\"", at));
        }
        if (project.isEmpty()) {
            return model.effect();
        }
        Map<String, Double> given = shares();
        requireSum(given);
        Map<String, Double> shares = normalise ? Shares.normalised(given) : given;
        Effects segments =
                model.effects(shares.keySet().stream().map(Condition::where).toList());
        if (believed != null) {
            return segments.project(Shares.believed(shares, Arguments.positive("--believed", believed)));
        }
        return segments.project(
                counted == null
                        ? Shares.known(shares)
                        : Shares.counted(shares, Arguments.positive("--counted", counted)));
    }

    /** Says what to do where shares do not sum to 1. */
    private void requireSum(Map<String, Double> shares) {
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        boolean below = shares.values().stream().anyMatch(share -> share < 0);
        if (!normalise && !below && Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("The shares of --project sum to " + sum
                    + ", not 1. Correct them, or divide them by their sum with --normalise, if that is what is meant.");
        }
    }

    private Map<String, Double> shares() {
        return numbers("--project", "a condition, = and a share, such as \"device = 'desktop' = 0.4\"", project);
    }

    private static Map<String, Double> numbers(String option, String takes, List<String> given) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String one : given) {
            int equals = one.lastIndexOf('=');
            String name = one.substring(0, Math.max(0, equals)).strip();
            try {
                double number = Double.parseDouble(one.substring(equals + 1).strip());
                if (name.isEmpty() || numbers.put(name, number) != null) {
                    throw new IllegalArgumentException(
                            option + " takes " + takes + ", once for each, not \"" + one + "\".");
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " takes " + takes + ", not \"" + one + "\".", e);
            }
        }
        return numbers;
    }

    private Effects options(Effects asked) {
        Effects effects = extrapolate == null ? asked : asked.extrapolateToAte(extrapolate);
        if (anytime) {
            effects = effects.anytime(
                    planned == null ? AnytimeValid.unitInformation() : AnytimeValid.plannedFor(planned, level));
        }
        return relative ? effects.relative() : effects;
    }
}
