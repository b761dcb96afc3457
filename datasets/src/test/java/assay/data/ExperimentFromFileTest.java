package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Missing;
import assay.condition.Condition;
import assay.experiment.Effect;
import assay.experiment.Effects;
import assay.experiment.Experiment;
import assay.experiment.Model;
import assay.random.Philox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same analysis of a table in memory, of its CSV file and of Parquet, with and without compression. */
class ExperimentFromFileTest {

    private static final String[] COVARIATES = {"tenure", "device"};

    private final Path folder;

    ExperimentFromFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path csv() throws IOException {
        Philox random = new Philox(5, 0, 0);
        StringBuilder text = new StringBuilder("store,arm,bought,tenure,device,sales\n");
        for (int i = 0; i < 9000; i++) {
            int store = (int) (60 * random.nextDouble());
            boolean treated = store % 3 == 0;
            boolean bought = random.nextDouble() < (treated ? .7 : .1);
            int tenure = (int) (40 * random.nextDouble());
            text.append(i % 1000 == 999 ? "" : "s" + store).append(treated ? ",new," : ",old,");
            text.append(bought ? "1," : "0,").append(tenure).append(tenure % 2 == 0 ? ",desktop," : ",phone,");
            text.append(100 + store % 7 + .1 * tenure + (bought ? 2 : 0) + random.nextGaussian())
                    .append('\n');
        }
        return Files.writeString(folder.resolve("sales.csv"), text);
    }

    @Test
    void allWaysOfReadingGiveTheSameNumbers() throws Exception {
        Path csv = csv();
        Path parquet = folder.resolve("sales.parquet");
        try (DuckDb duck = DuckDb.repeatable()) {
            duck.execute("COPY (FROM read_csv(" + DuckDb.literal(csv.toString()) + ")) TO "
                    + DuckDb.literal(parquet.toString()) + " (FORMAT parquet)");
        }
        List<Effect> expected = effects(Experiment.on(TableFiles.read(csv)), Model.linear());
        assertThat(expected).isNotEmpty();
        assertSame(effects(Experiment.on(FileSource.open(csv)), Model.linear()), expected);
        assertSame(effects(Experiment.on(FileSource.open(parquet)), Model.linear()), expected);
        assertSame(
                effects(Experiment.on(FileSource.open(parquet)), Model.linear().compressed()), expected);
    }

    private static List<Effect> effects(Experiment experiment, Model.Linear model) {
        Effects effects = experiment
                .assignment("arm")
                .control("old")
                .treatment("bought")
                .clusterBy("store")
                .missing(Missing.DROP)
                .metric("sales", COVARIATES)
                .fit(model)
                .effect(Condition.where("device = 'desktop' and tenure > 10"));
        return effects.list();
    }

    private static void assertSame(List<Effect> actual, List<Effect> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            double error = expected.get(i).estimate().stdError();
            assertThat(actual.get(i).estimate().estimand())
                    .isEqualTo(expected.get(i).estimate().estimand());
            assertThat(actual.get(i).estimate().value())
                    .isCloseTo(expected.get(i).estimate().value(), within(1e-9 * error));
            assertThat(actual.get(i).estimate().stdError()).isCloseTo(error, within(1e-9 * error));
        }
    }
}
