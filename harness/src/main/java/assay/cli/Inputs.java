package assay.cli;

import assay.data.Datasets;
import assay.data.TableFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/** Tables named on the command line: a data set of Assay by its name, or a file by its path. */
final class Inputs {

    private Inputs() {}

    static Table read(String nameOrPath) {
        boolean known = Datasets.cards().stream().anyMatch(card -> card.name().equals(nameOrPath));
        if (known && !isFile(nameOrPath)) {
            return Datasets.load(nameOrPath);
        }
        return TableFiles.read(Path.of(nameOrPath));
    }

    private static boolean isFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
