package assay.cli;

import assay.Arguments;
import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.data.Nearest;
import assay.offpolicy.OffPolicyScore;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

/** What a policy would have brought, from the log of another. */
@Command(
        name = "ope",
        mixinStandardHelpOptions = true,
        description = {
            "What a policy would have brought, from the log of another: its value by several scores, after a diagnosis of overlap.",
            "Scores: dr, sndr, mrdr, switch-dr, dros, clipped-dr, sgdr, ips, snips, clipped-ips, sgips, dm; all by default."
        },
        footer = {
            "",
            "A target table has the action column of the log, its stratum column where there is one, and a column 'probability'.",
            "",
            "Examples: assay ope world:logged-actions --outcome y --action action --propensity p0,p1,p2 --covariates x1,x2",
            "          assay ope log.csv --outcome click --action item_id --propensity propensity_score --stratum position",
            "          assay ope log.csv --outcome y --action arm --propensity p --covariates age --target policy:policy.json"
        })
final class OpeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as world:logged-actions.")
    private String file = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "The reward.")
    private String outcome = "";

    @Option(
            names = {"--action", "--assignment"},
            required = true,
            paramLabel = "COLUMN",
            description = "The action that was taken.")
    private String action = "";

    @Option(
            names = "--propensity",
            required = true,
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "The logged probability of the action that was taken; or one column for every action, in their order.")
    private List<String> propensity = List.of();

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "What was known before, for the reward model and the policy.")
    private List<String> covariates = List.of();

    @Option(
            names = "--stratum",
            paramLabel = "COLUMN",
            description = "Slot or segment in which support is checked, and which the reward model sees.")
    private @Nullable String stratum;

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "Group within which rows may depend.")
    private @Nullable String cluster;

    @Option(names = "--time", paramLabel = "COLUMN", description = "Order of the rows, for the betting sequence.")
    private @Nullable String time;

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            defaultValue = "fail",
            description = "Missing values: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Missing missing = Missing.FAIL;

    @Option(
            names = "--target",
            paramLabel = "POLICY",
            defaultValue = "uniform",
            description =
                    "uniform; always:LEVEL; policy:FILE, of assay policy; columns:C1,C2,..., a probability for every action; or"
                            + " table:FILE (default: ${DEFAULT-VALUE}).")
    private String target = "uniform";

    @Option(
            names = "--epsilon",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of rows for which the target draws an action at random (default: ${DEFAULT-VALUE}).")
    private double epsilon;

    @Option(names = "--score", split = ",", paramLabel = "SCORE", description = "Scores, separated by commas.")
    private List<String> scores = List.of();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--bound",
            split = ",",
            arity = "1",
            paramLabel = "LOW,HIGH",
            description =
                    "The range of the reward: adds an interval by betting, valid at any time and for any weights.")
    private List<Double> bound = List.of();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random streams, which deal folds (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        if (!bound.isEmpty() && (bound.size() != 2 || !(bound.get(0) < bound.get(1)))) {
            throw new IllegalArgumentException("--bound takes the smallest and the largest reward, such as 0,1.");
        }
        List<OffPolicyScore> chosen = chosen();
        OpeTarget policy = OpeTarget.of(target);
        Map<Role, List<String>> roles = roles();
        Set<String> columns = new LinkedHashSet<>(policy.columns());
        roles.values().forEach(columns::addAll);
        Table table = Logicals.numbers(Inputs.read(file, columns), roles);
        Sample sample = Tables.sample(table, roles, missing);
        OpeStudy study = OpeStudy.of(sample, table, policy, epsilon, chosen, bound, level, seed);
        PrintWriter err = spec.commandLine().getErr();
        OpeReport report = new OpeReport(study, level, seed);
        if (output.format() == Format.CSV) {
            report.sentences().forEach(err::println);
            report.certificates().forEach(err::println);
        }
        study.cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        err.flush();
        output.print(spec.commandLine().getOut(), err, "ope", report.format(output.format()));
        return Exit.OK;
    }

    private List<OffPolicyScore> chosen() {
        List<OffPolicyScore> usual = OffPolicyScore.usual();
        if (scores.isEmpty()) {
            return usual;
        }
        List<OffPolicyScore> chosen = new ArrayList<>();
        for (String name : scores) {
            List<String> names = usual.stream().map(OffPolicyScore::code).toList();
            int at = names.indexOf(name.strip());
            if (at < 0) {
                throw new IllegalArgumentException("There is no score '" + name + "'." + Nearest.question(name, names)
                        + " The scores are " + String.join(", ", names) + ".");
            }
            chosen.add(usual.get(at));
        }
        return chosen;
    }

    private Map<Role, List<String>> roles() {
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.put(Role.OUTCOME, List.of(outcome));
        roles.put(Role.ASSIGNMENT, List.of(action));
        roles.put(Role.PROPENSITY, propensity.stream().map(String::strip).toList());
        List<String> named =
                covariates.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
        if (!named.isEmpty()) {
            roles.put(Role.COVARIATE, named);
        }
        put(roles, Role.STRATUM, stratum);
        put(roles, Role.CLUSTER, cluster);
        put(roles, Role.TIME, time);
        return roles;
    }

    private static void put(Map<Role, List<String>> roles, Role role, @Nullable String column) {
        if (column != null) {
            roles.put(role, List.of(column));
        }
    }
}
