package assay.cli;

import assay.Arguments;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.harness.Method;
import assay.harness.PlantedConfounder;
import assay.random.Philox;
import assay.sensitivity.BiasBounds;
import assay.sensitivity.ContourPlot;
import assay.sensitivity.DmlBounds;
import assay.sensitivity.EValue;
import assay.sensitivity.OmittedVariable;
import assay.sensitivity.Overturn;
import assay.sensitivity.Refutation;
import assay.sensitivity.Refuters;
import assay.sensitivity.ScoreModel;
import assay.sensitivity.Strength;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** What a hidden confounder would have to be to overturn an estimate. */
@Command(
        name = "sensitivity",
        mixinStandardHelpOptions = true,
        description = {
            "What a hidden confounder would have to be to overturn an estimate: robustness values, bounds by benchmark, E-values,"
                    + " proportional selection, bounds for matched pairs, and attempts to refute the analysis."
        },
        footer = {
            "",
            "Without a table: --t and --df for a published coefficient; --risk-ratio, --odds-ratio or --hazard-ratio for an E-value.",
            "",
            "Examples: assay sensitivity lalonde --outcome re78 --treatment treat --covariates age,educ,race,married,re74,re75"
                    + " --benchmark re75 --k 1,2,3",
            "          assay sensitivity study.csv --outcome y --assignment t --covariates x1,x2 --plant 0.1,0.2",
            "          assay sensitivity pairs.csv --outcome lead --assignment exposed --stratum pair --gamma 1,2,4",
            "          assay sensitivity --t 4.18445 --df 783 --strength 0.1,0.1",
            "          assay sensitivity --risk-ratio 3.9,1.8,8.7"
        })
final class SensitivityCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as world:hidden-confounder.")
    private @Nullable String file;

    @Mixin
    private RoleOptions roles = new RoleOptions();

    @Option(
            names = "--benchmark",
            split = ",",
            paramLabel = "COVARIATE",
            description =
                    "Covariates to hold a confounder against, separated by commas; joined by + where they are taken together"
                            + " (default: the three that would do most).")
    private List<String> benchmarks = List.of();

    @Option(
            names = "--k",
            split = ",",
            defaultValue = "1,2,3",
            paramLabel = "TIMES",
            description = "How many times as strong as the benchmark (default: ${DEFAULT-VALUE}).")
    private List<Double> multiples = List.of();

    @Option(
            names = "--strength",
            paramLabel = "R2D,R2Y",
            description =
                    "A confounder of stated strength: its partial R-squared with the treatment and with the outcome; may be"
                            + " repeated.")
    private List<String> strengths = List.of();

    @Option(
            names = "--q",
            defaultValue = "1",
            paramLabel = "SHARE",
            description = "Share of the estimate that is to go; 1 brings it to 0 (default: ${DEFAULT-VALUE}).")
    private double q = 1;

    @Option(
            names = "--alpha",
            defaultValue = "0.05",
            paramLabel = "ALPHA",
            description = "Size of tests, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double alpha = 0.05;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Level of intervals, in (0, 1): the same as --alpha 1 - LEVEL.")
    private @Nullable Double level;

    @Option(
            names = "--rmax",
            paramLabel = "R2",
            description =
                    "R-squared of a regression with every cause, for Oster's bound (default: 1.3 times that with the"
                            + " covariates, at most 1).")
    private @Nullable Double rMax;

    @Option(
            names = "--delta",
            defaultValue = "1",
            paramLabel = "DELTA",
            description = "How much more than the covariates the unobserved selects, for Oster's bound (default:"
                    + " ${DEFAULT-VALUE}).")
    private double delta = 1;

    @Option(
            names = "--gamma",
            split = ",",
            defaultValue = "1,1.5,2,3",
            paramLabel = "ODDS",
            description = "Hidden bias of matched pairs, which --stratum names (default: ${DEFAULT-VALUE}).")
    private List<Double> gammas = List.of();

    @Option(
            names = "--dml",
            paramLabel = "MODEL",
            description = "Bounds by double machine learning too: ${COMPLETION-CANDIDATES}.")
    private @Nullable ScoreModel learned;

    @Option(
            names = "--plot",
            paramLabel = "SVG",
            description = "Write a picture of the estimate over strengths, with benchmarks and the line of 0.")
    private @Nullable Path plot;

    @Option(
            names = "--negative-control",
            split = ",",
            paramLabel = "COLUMN",
            description = "Outcomes that the treatment cannot have moved.")
    private List<String> negativeOutcomes = List.of();

    @Option(
            names = "--negative-exposure",
            split = ",",
            paramLabel = "COLUMN",
            description = "Exposures that cannot have moved the outcome.")
    private List<String> negativeExposures = List.of();

    @Option(
            names = "--refute",
            paramLabel = "RUNS",
            description = "Try placebo treatments, placebo outcomes and random common causes, so many runs of each.")
    private @Nullable Integer runs;

    @Option(
            names = "--plant",
            paramLabel = "R2D,R2Y",
            description =
                    "Plant a confounder of that strength into the rows and certify the method again, with it and without.")
    private @Nullable String plant;

    @Option(
            names = "--effect",
            paramLabel = "EFFECT",
            description = "The effect that is planted (default: the estimate).")
    private @Nullable Double effect;

    @Option(
            names = "--method",
            defaultValue = "ols",
            paramLabel = "METHOD",
            description = "The method that refuters try (default: ${DEFAULT-VALUE}).")
    private String method = "ols";

    @Option(
            names = "--budget",
            paramLabel = "RUNS",
            defaultValue = "2000",
            description = "Replicates at most in each planted world (default: ${DEFAULT-VALUE}).")
    private int budget = 2000;

    @Option(names = "--t", paramLabel = "T", description = "The t statistic of a published coefficient.")
    private @Nullable Double statistic;

    @Option(names = "--df", paramLabel = "DF", description = "Its residual degrees of freedom.")
    private @Nullable Double df;

    @Option(
            names = "--estimate",
            paramLabel = "VALUE",
            description = "With --t: the coefficient, for adjusted values in its own unit.")
    private @Nullable Double estimate;

    @Option(
            names = "--risk-ratio",
            paramLabel = "RR[,LOW,HIGH]",
            description = "The E-value of a risk ratio and of its interval.")
    private @Nullable String riskRatio;

    @Option(
            names = "--odds-ratio",
            paramLabel = "OR[,LOW,HIGH]",
            description = "The E-value of an odds ratio and of its interval.")
    private @Nullable String oddsRatio;

    @Option(
            names = "--hazard-ratio",
            paramLabel = "HR[,LOW,HIGH]",
            description = "The E-value of a hazard ratio and of its interval.")
    private @Nullable String hazardRatio;

    @Option(
            names = "--prevalence",
            defaultValue = "common",
            paramLabel = "HOW",
            description =
                    "How common the outcome of an odds or hazard ratio is, ${COMPLETION-CANDIDATES}; rare is below 15 %%"
                            + " (default: ${DEFAULT-VALUE}).")
    private EValue.Prevalence prevalence = EValue.Prevalence.COMMON;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random streams (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        if (level != null) {
            alpha = 1 - Arguments.probability("--level", level);
        }
        Arguments.probability("--alpha", alpha);
        Arguments.positive("--q", q);
        List<Strength> stated = strengths.stream()
                .map(text -> SensitivityOptions.strength("--strength", text))
                .toList();
        if (file == null) {
            return published(stated);
        }
        Optional<Strength> planted =
                Optional.ofNullable(plant).map(text -> SensitivityOptions.strength("--plant", text));
        Method<Fit> chosen = Methods.fit(spec, method);
        Set<Role> reads = new LinkedHashSet<>(Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.STRATUM));
        roles.check(reads, "sensitivity");
        Set<String> columns = new LinkedHashSet<>(roles.columns());
        columns.addAll(negativeOutcomes);
        columns.addAll(negativeExposures);
        Table table = Inputs.read(file, columns);
        Sample sample = roles.sample(table);
        SensitivityStudy study =
                SensitivityStudy.of(sample, SensitivityOptions.benchmarks(benchmarks), multiples, stated);
        Optional<BiasBounds> byLearning = Optional.ofNullable(learned)
                .map(model -> (model == ScoreModel.INTERACTIVE ? DmlBounds.interactive() : DmlBounds.standard())
                        .bounds(sample, new Philox(seed, 0, 3)));
        Estimator<Fit> tried = chosen.estimator();
        List<PlantedConfounder.Finding> findings =
                planted.map(strength -> plant(tried, sample, study, strength)).orElse(List.of());
        SensitivityStudy whole = study.with(byLearning, refute(tried, table, sample), findings);
        SensitivityReport report =
                new SensitivityReport(whole, q, alpha, Optional.ofNullable(rMax), delta, gammas, method, seed);
        PrintWriter err = spec.commandLine().getErr();
        whole.cautions().forEach(c -> err.println(CautionLine.of(c)));
        if (output.format() == Format.CSV) {
            report.header().forEach(err::println);
            report.sentences().forEach(err::println);
            report.certificates().forEach(err::println);
        }
        if (plot != null) {
            OutputOptions.write(plot, ContourPlot.svg(whole.analysis().regression(), whole.benchmarks()));
            err.println("written: " + plot);
        }
        err.flush();
        output.print(spec.commandLine().getOut(), err, "sensitivity", report.format(output.format()));
        return Exit.OK;
    }

    private List<PlantedConfounder.Finding> plant(
            Estimator<Fit> tried, Sample sample, SensitivityStudy study, Strength strength) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("planting a confounder and certifying " + method + " again, at most " + budget
                + " runs in each of three worlds ...");
        err.flush();
        double planted = effect != null ? effect : study.analysis().regression().value();
        return new PlantedConfounder(threads.count(), Tier.D, budget, seed)
                .certify(tried, String.valueOf(file), sample, strength, planted);
    }

    private List<Refutation> refute(Estimator<Fit> tried, Table table, Sample sample) {
        List<Refutation> attempts = new ArrayList<>();
        Philox random = new Philox(seed, 0, 4);
        for (String column : negativeOutcomes) {
            attempts.add(
                    Refuters.negativeControlOutcome(tried, roles.withOutcome(table, column.strip()), alpha, random));
        }
        for (String column : negativeExposures) {
            attempts.add(
                    Refuters.negativeControlExposure(tried, roles.withExposure(table, column.strip()), alpha, random));
        }
        if (runs != null) {
            attempts.add(Refuters.placeboTreatment(tried, sample, runs, alpha, random));
            attempts.add(Refuters.placeboOutcome(tried, sample, runs, alpha, random));
            attempts.add(Refuters.randomCommonCause(tried, sample, runs, random));
        }
        return attempts;
    }

    /** From numbers that were published, without the rows behind them. */
    private int published(List<Strength> stated) throws IOException {
        Optional<EValue> ratio = ratio();
        if (statistic == null && ratio.isEmpty()) {
            throw new IllegalArgumentException(
                    "Name a table, or say what was published: --t and --df, or --risk-ratio, --odds-ratio or --hazard-ratio.");
        }
        if (statistic != null && df == null) {
            throw new IllegalArgumentException("--t needs --df, the residual degrees of freedom of its regression.");
        }
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/sensitivity/1");
        List<String> said = new ArrayList<>();
        Rows rows = new Rows("quantity", "value");
        if (statistic != null && df != null) {
            OmittedVariable regression = regression(statistic, df);
            rows.add("robustness_value", regression.robustnessValue(q));
            rows.add("robustness_value_alpha", regression.robustnessValue(q, alpha));
            rows.add("partial_r2", regression.partialR2());
            rows.add("partial_f2", regression.partialF2());
            said.addAll(Overturn.byStrength(regression, q, alpha));
            for (Strength strength : stated) {
                String at = String.format(Locale.ROOT, "(%s, %s)", strength.treatment(), strength.outcome());
                rows.add("adjusted_estimate" + at, regression.adjusted(strength).value());
                rows.add(
                        "adjusted_std_error" + at, regression.adjusted(strength).stdError());
                rows.add(
                        "adjusted_statistic" + at, regression.adjusted(strength).statistic());
                said.add(Overturn.byStrength(regression, strength, 1 - alpha));
            }
        }
        ratio.ifPresent(value -> {
            rows.add("e_value", value.point());
            value.limit().ifPresent(limit -> rows.add("e_value_limit", limit));
            root.add("e_value", SensitivityReport.json(value));
            said.add(Overturn.byRatio(value));
        });
        root.add("quantities", rows.json());
        JsonArray sentences = new JsonArray();
        said.forEach(sentences::add);
        root.add("summary", sentences);
        StringBuilder text = new StringBuilder();
        if (output.format() == Format.JSON) {
            text.append(Rows.toJson(root));
        } else {
            text.append(rows.format(output.format()));
            if (output.format() != Format.CSV) {
                text.append('\n');
                said.forEach(sentence -> text.append(Wrap.at(sentence, 110)));
            }
        }
        output.print(spec.commandLine().getOut(), spec.commandLine().getErr(), "sensitivity", text.toString());
        return Exit.OK;
    }

    private OmittedVariable regression(double t, double f) {
        if (estimate == null) {
            return OmittedVariable.ofStatistic(t, f);
        }
        if (t == 0 || estimate / t <= 0) {
            throw new IllegalArgumentException("--estimate and --t must have the same sign and not be 0.");
        }
        return new OmittedVariable("treatment", estimate, estimate / t, f);
    }

    private Optional<EValue> ratio() {
        String what = "a ratio, or a ratio and the ends of its interval";
        if (riskRatio != null) {
            double[] n = SensitivityOptions.numbers("--risk-ratio", riskRatio, 1, 3, what);
            return Optional.of(
                    n.length == 1 ? EValue.ofRiskRatio(n[0]) : EValue.ofRiskRatio(n[0], new Interval(n[1], n[2])));
        }
        if (oddsRatio != null) {
            double[] n = SensitivityOptions.numbers("--odds-ratio", oddsRatio, 1, 3, what);
            return Optional.of(EValue.ofOddsRatio(n[0], interval(n), prevalence));
        }
        if (hazardRatio != null) {
            double[] n = SensitivityOptions.numbers("--hazard-ratio", hazardRatio, 1, 3, what);
            return Optional.of(EValue.ofHazardRatio(n[0], interval(n), prevalence));
        }
        return Optional.empty();
    }

    /** A ratio without an interval is an interval of one point. */
    private static Interval interval(double[] numbers) {
        return numbers.length == 1 ? new Interval(numbers[0], numbers[0]) : new Interval(numbers[1], numbers[2]);
    }
}
