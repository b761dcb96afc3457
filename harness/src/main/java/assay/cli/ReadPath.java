package assay.cli;

import assay.data.Datasets;
import assay.data.FileSource;
import assay.experiment.Experiment;
import assay.experiment.Model;
import java.nio.file.Path;
import java.util.Collection;

/** How the rows of an analysis are read; the numbers are the same. */
enum ReadPath {
    /** A table in memory, row by row. */
    ROWS,
    /** A table in memory, equal rows counted and summed first. */
    COMPRESSED,
    /** From the file in blocks, never all at once. */
    STREAMED,
    /** From the file in blocks, equal rows counted and summed as they come. */
    DUCKDB;

    Experiment open(String nameOrPath, Collection<String> outcomes) {
        boolean named = Datasets.cards().stream().anyMatch(card -> card.name().equals(nameOrPath));
        boolean streamed = this == STREAMED || this == DUCKDB;
        return streamed && !named
                ? Experiment.on(FileSource.open(Path.of(nameOrPath)))
                : Experiment.on(Logicals.numbers(Inputs.read(nameOrPath), outcomes));
    }

    Model.Linear model() {
        return this == COMPRESSED || this == DUCKDB ? Model.linear().compressed() : Model.linear();
    }
}
