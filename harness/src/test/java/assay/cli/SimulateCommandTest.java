package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.data.TableFiles;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.harness.Catalog;
import assay.random.Streams;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Data of worlds in files: without the truth, which is written beside them on request. */
class SimulateCommandTest {

    private static final Set<String> TRUTH =
            Set.of("truth", "baseline", "effect", "tau", "y0", "y1", "cate", "ite", "hidden", "type", "complier");

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private Run simulate(String options) {
        List<String> args = new ArrayList<>(List.of("simulate"));
        args.addAll(
                Arrays.asList(options.strip().replace("DIR", folder.toString()).split(" ", -1)));
        return run(args.toArray(new String[0]));
    }

    static Stream<String> worlds() {
        return Worlds.shown().stream().map(Dgp::name);
    }

    @Test
    void everyWorldThatIsShownIsFoundByItsName() {
        for (Dgp world : Worlds.shown()) {
            assertThat(Worlds.find(world.name())).contains(world);
            assertThat(Worlds.named(Worlds.PREFIX + world.name())).contains(world);
            assertThat(Worlds.named(world.name())).isEmpty();
        }
    }

    /** For every world: the file holds what the sample holds and nothing else; the truth is that of the draw. */
    @ParameterizedTest
    @MethodSource("worlds")
    void theDataHoldNoTruthAndTheTruthIsThatOfTheDraw(String name) throws IOException {
        Run run = simulate(name + " --seed 3 --replicate 2 --out DIR/draw.csv --truth DIR/truth.json");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).isEmpty();
        Draw draw = Worlds.require(name).draw(new Streams(3, 2));
        Table table = TableFiles.read(folder.resolve("draw.csv"));
        assertSame(table, draw.observed());
        assertThat(table.columnNames()).noneMatch(TRUTH::contains);
        draw.truth().units().ifPresent(units -> {
            assertAbsent(table, units.baseline());
            assertAbsent(table, units.effect());
        });
        JsonObject truth = JsonParser.parseString(Files.readString(folder.resolve("truth.json")))
                .getAsJsonObject();
        assertThat(truth.get("world").getAsString()).isEqualTo(name);
        assertThat(truth.get("seed").getAsLong()).isEqualTo(3);
        assertThat(truth.get("replicate").getAsInt()).isEqualTo(2);
        JsonObject estimands = truth.getAsJsonObject("estimands");
        // A population of identifiers has nothing to estimate.
        assertThat(estimands.size() + truth.getAsJsonObject("targets").size() > 0)
                .isEqualTo(!name.equals("id-population"));
        assertThat(estimands.size()).isEqualTo(draw.truth().estimands().size());
        draw.truth()
                .estimands()
                .forEach((estimand, value) ->
                        assertThat(estimands.get(estimand.code()).getAsDouble()).isEqualTo(value));
        draw.truth()
                .targets()
                .forEach((target, value) -> assertThat(
                                truth.getAsJsonObject("targets").get(target).getAsDouble())
                        .isEqualTo(value));
    }

    private static void assertSame(Table table, Sample sample) {
        Set<String> names = new LinkedHashSet<>();
        for (Role role : Role.values()) {
            for (Column column : sample.columns(role)) {
                names.add(column.name());
                if (column instanceof Column.Numeric numbers) {
                    NumericColumn<?> read = (NumericColumn<?>) table.column(column.name());
                    for (int i = 0; i < sample.size(); i++) {
                        assertThat(read.getDouble(i)).isEqualTo(numbers.values()[i] + 0.0);
                    }
                }
            }
        }
        assertThat(table.rowCount()).isEqualTo(sample.size());
        assertThat(table.columnNames()).containsExactlyElementsOf(names);
    }

    /** No column is one that only the world knows, unless it is the same for all units and says nothing of any. */
    private static void assertAbsent(Table table, double[] hidden) {
        if (Arrays.stream(hidden).distinct().count() < 3) {
            return;
        }
        for (var column : table.columns()) {
            if (column instanceof NumericColumn<?> numbers) {
                assertThat(numbers.asDoubleArray()).as(column.name()).isNotEqualTo(hidden);
            }
        }
    }

    /** For every world the command that is printed analyses the file; a method may still reject the draw with a reason. */
    @ParameterizedTest
    @MethodSource("worlds")
    void theSuggestedCommandWorks(String name) {
        Run run = simulate(name + " --out DIR/draw.parquet");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.err).contains("seed: 1, replicate: 0").contains("world: " + name);
        run.err.lines().filter(line -> line.startsWith("estimate: ./assay ")).forEach(line -> {
            Run estimate = run(line.substring("estimate: ./assay ".length()).split(" ", -1));
            assertThat(estimate.code).as(line + "\n" + estimate.err).isZero();
            assertThat(estimate.out).contains("conf_low");
        });
    }

    @Test
    void theSameSeedGivesTheSameBytesAndFormatsTheSameNumbers() throws IOException {
        String options = "covariates --n 200 --seed 8 --set confounding=0.5 ";
        Run once = simulate(options);
        assertThat(once.code).as(once.err).isZero();
        assertThat(simulate(options).out)
                .isEqualTo(once.out)
                .startsWith("y,t,x0,x1,x2,x3,x4\n")
                .hasLineCount(201);
        assertThat(simulate(options + "--replicate 1").out).isNotEqualTo(once.out);
        assertThat(simulate(options + "--seed 9").out).isNotEqualTo(once.out);
        assertThat(simulate(options + "--out DIR/a.csv").code).isZero();
        assertThat(simulate(options + "--out DIR/a.parquet").code).isZero();
        assertThat(folder.resolve("a.csv")).hasContent(once.out);
        double[] csv =
                TableFiles.read(folder.resolve("a.csv")).doubleColumn("y").asDoubleArray();
        assertThat(TableFiles.read(folder.resolve("a.parquet"))
                        .doubleColumn("y")
                        .asDoubleArray())
                .isEqualTo(csv);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void knobsEffectAndSizeAreTurned() throws IOException {
        Run run = simulate("hurdle --n 300 --effect 0 --set assignment=bernoulli --set treated_share=0.3 --set sigma=2"
                + " --truth DIR/truth.json --out DIR/a.csv");
        assertThat(run.code).as(run.err).isEqualTo(2);
        assertThat(run.err).contains("no knob 'sigma'").contains("Its knobs are");
        Run good = simulate("hurdle --n 300 --effect 0 --set assignment=bernoulli --set treated-share=0.3"
                + " --truth DIR/truth.json --out DIR/a.csv");
        assertThat(good.code).as(good.err).isZero();
        JsonObject truth = JsonParser.parseString(Files.readString(folder.resolve("truth.json")))
                .getAsJsonObject();
        assertThat(truth.getAsJsonObject("estimands").get("ate").getAsDouble()).isZero();
        assertThat(truth.get("null_holds").getAsBoolean()).isTrue();
        assertThat(truth.getAsJsonObject("knobs").get("treatedShare").getAsString())
                .isEqualTo("0.3");
        assertThat(TableFiles.read(folder.resolve("a.csv")).rowCount()).isEqualTo(300);
    }

    @Test
    void theTruthOfRowsIsATableOfItsOwn() {
        assertThat(simulate("covariates --out DIR/a.csv --truth DIR/rows.parquet").code)
                .isZero();
        Table rows = TableFiles.read(folder.resolve("rows.parquet"));
        assertThat(rows.columnNames()).containsExactly("baseline", "effect", "propensity");
        double[] expected = Worlds.require("covariates")
                .draw(new Streams(1, 0))
                .truth()
                .units()
                .orElseThrow()
                .baseline();
        assertThat(rows.doubleColumn("baseline").asDoubleArray()).isEqualTo(expected);
        Run none = simulate("serial-mediation --out DIR/b.csv --truth DIR/rows.csv");
        assertThat(none.code).isEqualTo(2);
        assertThat(none.err).contains(".json");
        assertThat(folder.resolve("b.csv")).doesNotExist();
    }

    /** One clear error, exit code 2, nothing on standard output, no file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "covariate | Did you mean covariates?",
                "nothing-like-it | The worlds are iid, covariates",
                "iid --set | --set",
                "iid --set sd | KNOB=VALUE",
                "iid --set sd=1 --set sd=2 | twice",
                "iid --set nope=1 | Its knobs are size, effect, mean, sd, treated_share",
                "iid --set sd=-1 | sd must be finite and above 0, not -1",
                "iid --set sd=big | is a number, not 'big'",
                "iid --set size=1.5 | is a whole number, not '1.5'",
                "covariates --set surface=bumpy | is one of linear, nonlinear, not 'bumpy'",
                "copula --set law=normal | cannot be turned",
                "iid --n 1 | size must be at least 4, not 1",
                "iid --n -5 | -5",
                "iid --n many | many",
                "iid --n 2147483647 | does not fit into memory",
                "iid --effect NaN | effect must be finite",
                "iid --replicate -1 | --replicate",
                "iid --seed x | seed",
                "iid --out DIR/a.xlsx | .csv or .parquet",
                "iid --out DIR | .csv or .parquet",
                "iid --truth DIR/a.txt | .json, .csv or .parquet",
                "iid --out DIR/a.csv --truth DIR/./a.csv | the same file",
                "iid iid | iid"
            })
    void aMistakeHasOneErrorAndNoOutput(String options, String message) throws IOException {
        Run run = simulate(options.strip());
        assertThat(run.code).as(run.err).isEqualTo(Exit.USAGE);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains(message).doesNotContain("Exception").doesNotContain("\tat ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void worldsAreListedAndDescribed() {
        Run list = run("list", "worlds", "--format", "csv");
        assertThat(list.code).isZero();
        assertThat(list.out).startsWith("world,title,size,estimands\n").contains("\nghost-ads,Ghost ads,");
        assertThat(list.out.lines().count()).isEqualTo(Worlds.shown().size() + 1L);
        Run describe = run("describe", "hidden-confounder");
        assertThat(describe.code).isZero();
        assertThat(describe.out)
                .contains("hidden-confounder: A hidden confounder")
                .contains("[U] -> T")
                .contains("onOutcome")
                .contains("doi:10.1111/rssb.12348")
                .contains("first rows of 1000:")
                .contains("assay simulate hidden-confounder");
        assertThat(run("describe", "world:iid").out)
                .contains("difference-in-means")
                .contains("CERTIFIED");
        Run unknown = run("describe", "iidd");
        assertThat(unknown.code).isEqualTo(2);
        assertThat(unknown.err).contains("no method 'iidd'").contains("Did you mean iid?");
        assertThat(run("describe", "world:aipw").code).isEqualTo(2);
        assertThat(run("list", "planets").code).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everyWorldIsDescribed(String name) {
        Run run = run("describe", "world:" + name);
        assertThat(run.code).as(run.err).isZero();
        for (String part : List.of("equations", "graph", "knob", "truth:", "estimand", "source:", "certificates")) {
            assertThat(run.out).contains(part);
        }
    }

    /** Where a method has the name of a world, the method is described and the prefix leads to the world. */
    @Test
    void aNameOfBothIsThatOfTheMethodUnlessItHasThePrefix() {
        assertThat(worlds()).doesNotHaveDuplicates();
        for (String name : worlds().filter(Catalog.names()::contains).toList()) {
            Run method = run("describe", name);
            assertThat(method.out).contains("needs: ");
            assertThat(method.err).contains("note: a world has this name too: assay describe world:" + name);
            assertThat(run("describe", "world:" + name).out).contains("graph (hidden in brackets)");
        }
    }

    @Test
    void speedIsMeasured() {
        Run run = run("bench", "worlds", "--seconds", "0.001", "--format", "csv");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out)
                .startsWith("world,rows,columns,rows_per_second,ns_per_row,mb,allocated_mb,cells_ratio\niid,1000,2,");
        assertThat(run("bench", "worlds", "--seconds", "0").code).isEqualTo(2);
    }
}
