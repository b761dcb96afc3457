package assay.cli;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.cate.CateFile;
import assay.cate.CateFit;
import assay.cate.CateOrigin;
import assay.cate.CausalForestSurface;
import assay.cate.Interior;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** Who responds: effects by unit, and whether they can be told apart. */
@Command(
        name = "cate",
        mixinStandardHelpOptions = true,
        description = {
            "Who responds: effects by unit, whether they differ, in which groups, and who is in them. Whether effects differ is",
            "judged on one half of the units by a surface of the other half, never on the rows that were learned from."
        },
        subcommands = CatePredictCommand.class,
        footer = {
            "",
            "With --out the folder holds effects.csv (a row for each unit), average.csv, calibration.csv, rate.csv, groups.csv,",
            "clan.csv, uplift.csv, importance.csv and summary.md. Only the causal forest has intervals for single units;",
            "interior says for which of them these are meant to hold.",
            "",
            "Examples: assay cate trial.csv --outcome y --assignment arm --covariates age,plan --out effects",
            "          assay cate trial.csv --outcome y --assignment arm --covariates age,plan --save trial.forest",
            "          assay cate predict trial.forest new.csv"
        })
final class CateCommand implements Callable<Integer> {

    private static final String PARTS = "summary.md";

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
            names = "--learner",
            paramLabel = "LEARNER",
            defaultValue = "causal-forest",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private CateLearner learner = CateLearner.CAUSAL_FOREST;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "5",
            description = "Groups by predicted effect, at least 2 (default: ${DEFAULT-VALUE}).")
    private int groups = 5;

    @Option(names = "--trees", paramLabel = "N", description = "Trees of the causal forest (default: 1000).")
    private @Nullable Integer trees;

    @Option(names = "--segment", paramLabel = "COLUMN", description = "Effects in each level of a column, too.")
    private @Nullable String segment;

    @Option(
            names = "--save",
            paramLabel = "FOREST",
            description = "Write the causal forest to a file, for assay cate predict.")
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

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write effects and all parts to files in this folder too.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        String input = check();
        Set<String> columns = new LinkedHashSet<>(roles.columns());
        if (segment != null) {
            columns.add(segment);
        }
        Table table = Inputs.read(input, columns);
        Sample sample = roles.numbered(table);
        Optional<Column> by = segment(sample, table);
        int count = trees == null ? 1000 : trees;
        CateStudy study = CateStudy.of(sample, learner.estimator(count, threads.count()), groups, by, seed);
        PrintWriter err = spec.commandLine().getErr();
        study.cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        CateReport report = new CateReport(study, learner, level, seed);
        write(study, report, count);
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
            throw new ParameterException(spec.commandLine(), "Name the table to study, or: assay cate predict.");
        }
        Arguments.probability("--level", level);
        Arguments.atLeast("--groups", groups, 2);
        if (trees != null) {
            Arguments.atLeast("--trees", trees, 1);
        }
        boolean forest = learner == CateLearner.CAUSAL_FOREST;
        if (trees != null && !forest) {
            throw new IllegalArgumentException("--trees is for the causal forest, not for " + learner + ".");
        }
        if (save != null && !forest) {
            throw new IllegalArgumentException(
                    "--save is for the causal forest: models of " + learner + " are not kept in files.");
        }
        if (roles.missing() == MissingPolicy.KEEP && !forest) {
            throw new IllegalArgumentException(
                    "--missing keep is for the causal forest, whose splits send units without a"
                            + " value to a side of their own choice; " + learner
                            + " computes with every value. Choose --missing"
                            + " impute (the mean beside an indicator) or drop.");
        }
        if (save != null && roles.missing() == MissingPolicy.IMPUTE) {
            throw new IllegalArgumentException(
                    "--save with --missing impute would keep a forest of columns that new units do"
                            + " not have. Choose --missing keep.");
        }
        if (save != null && Files.isDirectory(save)) {
            throw new IllegalArgumentException("--save names a folder, " + save + "; name a file.");
        }
        roles.check(learner.estimator(1, 1).reads(), learner.method());
        return file;
    }

    /** The column of segments, in the rows of the sample. */
    private Optional<Column> segment(Sample sample, Table table) {
        if (segment == null) {
            return Optional.empty();
        }
        if (!table.columnNames().contains(segment)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + segment + "' to find segments by.",
                    Names.help(segment, "columns", table.columnNames()));
        }
        Column column = Tables.column(table, segment);
        if (column.size() == sample.size()) {
            return Optional.of(column);
        }
        throw new EstimationException(
                Problem.MISSING_VALUES,
                "Rows were left out, so that the rows of column '" + segment + "' are not those of the sample.",
                "Make a file of the rows that are kept, and find segments in that.");
    }

    /** The forest and the folder, after all else has worked. */
    private void write(CateStudy study, CateReport report, int count) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (save != null) {
            saved(study, count).save(save);
            err.println("written: " + save + " (" + Files.size(save) / 1_000 + " kB)");
        }
        if (out != null) {
            Map<String, String> files = new LinkedHashMap<>(new CateTables(study, level).files());
            files.put(PARTS, report.format(Format.MD));
            new AtomicFolder(out, PARTS).write(files);
            files.keySet().forEach(name -> err.println("written: " + out.resolve(name)));
        }
    }

    private CateFile saved(CateStudy study, int count) {
        Sample sample = study.sample();
        CateFit fit = study.fit();
        CausalForestSurface surface = (CausalForestSurface) fit.model();
        TwoArms arms = TwoArms.of(sample);
        String treatment = sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT)
                .name();
        CateOrigin origin = new CateOrigin(
                learner.estimator(count, 1).toString(),
                sample.column(Role.OUTCOME).name(),
                treatment,
                arms.contrast(),
                fit.size(),
                arms.treated(),
                seed,
                Home.version());
        double[][] features = sample.covariates().columns();
        return new CateFile(
                study.schema(), surface, Interior.of(features, surface.forest().importance()), origin);
    }
}
