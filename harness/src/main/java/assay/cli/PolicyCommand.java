package assay.cli;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.cate.FeatureSchema;
import assay.policy.Budget;
import assay.policy.BudgetedTreeLearner;
import assay.policy.MultiArmScores;
import assay.policy.PolicyFile;
import assay.policy.PolicyLearner;
import assay.policy.PolicyOrigin;
import assay.policy.PolicyStudy;
import assay.policy.PolicyTreeLearner;
import assay.policy.PolicyValidation;
import assay.policy.PolicyValue;
import assay.policy.ScoreLearner;
import assay.policy.TreePolicy;
import assay.policy.TreeSearch;
import assay.random.Philox;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Whom to treat: learns a policy and what it is worth. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = {
            "Whom to treat: learns a policy that is a tree from one half of the units, and values it on the other half, net of",
            "costs, beside giving everybody the same action. Higher outcomes are taken for better: of an outcome of which less is",
            "better, turn the sign first."
        },
        subcommands = {PolicyApplyCommand.class, PolicyShowCommand.class},
        footer = {
            "",
            "With --out the folder holds rules.csv, value.csv, policy.json, policy.sql, policy.svg and summary.md.",
            "",
            "Examples: assay policy trial.csv --outcome y --assignment arm --covariates age,plan --cost mail=0.3 --save mail.json",
            "          assay policy apply mail.json new.csv",
            "          assay policy show mail.json --format sql"
        })
final class PolicyCommand implements Callable<Integer> {

    private static final String PARTS = "summary.md";

    /** How trees are searched for. */
    enum Search {
        /** All trees. */
        EXACT,
        /** All trees with cuts between quantile bins. */
        BINNED,
        /** Roots of exact trees of depth 2, one below another. */
        HYBRID
    }

    /** How doubly robust scores are learned. */
    enum Scores {
        /** Linear outcomes, logistic propensities. */
        LINEAR,
        /** Series. */
        SERIES,
        /** Boosted trees. */
        BOOSTED
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as world:iid.")
    private @Nullable String file;

    @Mixin
    private RoleOptions roles = new RoleOptions();

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "2",
            description = "Most splits on the way to a leaf, 0 to 3, to 6 with hybrid (default: ${DEFAULT-VALUE}).")
    private int depth = 2;

    @Option(
            names = "--cost",
            split = ",",
            paramLabel = "ARM=COST",
            description = "What an action costs a unit, in the unit of the outcome; others are free.")
    private Map<String, Double> costs = new LinkedHashMap<>();

    @Option(
            names = "--budget",
            paramLabel = "SPEND",
            description =
                    "The most that may be spent per unit on average, above 0; actions take of it what they --cost.")
    private @Nullable Double budget;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "The largest share of units that may get another action than the first, in (0, 1].")
    private @Nullable Double share;

    @Option(
            names = "--search",
            paramLabel = "SEARCH",
            defaultValue = "binned",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Search search = Search.BINNED;

    @Option(
            names = "--least-leaf",
            paramLabel = "N",
            description = "Least rows of a leaf (default: a hundredth of the rows that are learned from, at least 10).")
    private @Nullable Integer leastLeaf;

    @Option(
            names = "--scores",
            paramLabel = "LEARNER",
            defaultValue = "boosted",
            description =
                    "How outcomes and propensities are learned: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Scores scores = Scores.BOOSTED;

    @Option(
            names = "--save",
            paramLabel = "POLICY",
            description = "Write the policy to a JSON file, for assay policy apply and show.")
    private @Nullable Path save;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random streams (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the policy, its rules and values to files in this folder too.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        String input = check();
        Table table = Inputs.read(input, roles.columns());
        Sample given = roles.sample(table);
        given.require(PolicyValue.standard().needs());
        List<Column> covariates = given.columns(Role.COVARIATE);
        FeatureSchema schema = FeatureSchema.of(covariates);
        Sample sample = given.with(Role.COVARIATE, schema.expand(covariates).toArray(new Column[0]));
        List<String> actions = MultiArmScores.actions(sample);
        double[] prices = prices(actions);
        PolicyValue options = new PolicyValue(
                learner(actions.size(), prices, sample.size()),
                scoreLearner(),
                Arrays.stream(prices).boxed().toList(),
                PolicyValidation.HONEST_SPLIT);
        PolicyStudy study = PolicyStudy.of(options, sample, new Philox(seed, 0, 3));
        PolicyFile policy = new PolicyFile(schema, (TreePolicy) study.policy(), options.costs(), origin(sample, study));
        PrintWriter err = spec.commandLine().getErr();
        study.cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        PolicyReport report = new PolicyReport(study, policy, sample, level);
        write(policy, report);
        if (format == Format.CSV) {
            report.sentences().forEach(err::println);
            report.certificates().forEach(err::println);
        }
        err.flush();
        spec.commandLine().getOut().print(report.format(format));
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private String check() {
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(), "Name the table to learn from, or: assay policy apply, assay policy show.");
        }
        Arguments.probability("--level", level);
        if (budget != null && share != null) {
            throw new IllegalArgumentException("Give --budget or --share, not both.");
        }
        if (roles.missing() == MissingPolicy.KEEP || roles.missing() == MissingPolicy.IMPUTE) {
            throw new IllegalArgumentException(
                    "A rule says nothing of units whose values are missing, and new units would have"
                            + " none either. Choose --missing drop.");
        }
        roles.check(PolicyValue.standard().reads(), "policy");
        return file;
    }

    private double[] prices(List<String> actions) {
        double[] prices = new double[actions.size()];
        costs.forEach((arm, cost) -> {
            int at = actions.indexOf(arm);
            if (at < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "--cost names the arm '" + arm + "', which is not in the data.",
                        Names.help(arm, "arms", actions));
            }
            prices[at] = Arguments.finite("--cost of " + arm, cost);
        });
        return prices;
    }

    private PolicyLearner learner(int actions, double[] prices, int rows) {
        int least = leastLeaf == null ? Math.max(10, rows / 200) : leastLeaf;
        TreeSearch kind = switch (search) {
            case EXACT -> TreeSearch.exact();
            case BINNED -> TreeSearch.binned();
            case HYBRID -> TreeSearch.hybrid();
        };
        PolicyTreeLearner tree = new PolicyTreeLearner(depth, least, kind);
        if (share != null) {
            return new BudgetedTreeLearner(tree, Budget.treated(actions, share));
        }
        if (budget == null) {
            return tree;
        }
        if (Arrays.stream(prices).noneMatch(price -> price > 0)) {
            throw new IllegalArgumentException(
                    "--budget needs a --cost: what no action costs cannot be spent. A bound on how many are treated is"
                            + " --share.");
        }
        return new BudgetedTreeLearner(
                tree, new Budget(Arrays.stream(prices).boxed().toList(), budget));
    }

    private ScoreLearner scoreLearner() {
        return switch (scores) {
            case LINEAR -> ScoreLearner.linear();
            case SERIES -> ScoreLearner.series();
            case BOOSTED -> ScoreLearner.boosted();
        };
    }

    private PolicyOrigin origin(Sample sample, PolicyStudy study) {
        return new PolicyOrigin(
                sample.column(Role.OUTCOME).name(),
                sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT)
                        .name(),
                sample.size() - study.judged().length,
                seed,
                study.value().value(),
                study.value().stdError(),
                Home.version());
    }

    private void write(PolicyFile policy, PolicyReport report) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (save != null) {
            OutputOptions.write(save, policy.toJson());
            err.println("written: " + save);
        }
        if (out != null) {
            Map<String, String> files = new LinkedHashMap<>();
            files.put("rules.csv", report.rules().format(Format.CSV));
            files.put("value.csv", report.values().format(Format.CSV));
            files.put("policy.json", policy.toJson());
            files.put("policy.sql", policy.sql() + "\n");
            files.put("policy.svg", policy.svg());
            files.put(PARTS, report.format(Format.MD));
            new AtomicFolder(out, PARTS).write(files);
            for (String name : files.keySet()) {
                err.println("written: " + out.resolve(name));
            }
        }
    }
}
