package assay.cli;

import assay.data.Datasets;
import assay.data.TableFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import tech.tablesaw.api.Table;

/** Tables named on the command line: a data set of Assay by its name, a draw of a world, or a file by its path. */
final class Inputs {

    private Inputs() {}

    static Table read(String nameOrPath) {
        return read(nameOrPath, Set.of());
    }

    /** Columns of a table, all if none is named: a large file is read for these alone. */
    static Table read(String nameOrPath, Set<String> columns) {
        if (nameOrPath.startsWith(Worlds.PREFIX)) {
            return Worlds.draw(nameOrPath);
        }
        boolean known = Datasets.cards().stream().anyMatch(card -> card.name().equals(nameOrPath));
        if (known && !isFile(nameOrPath)) {
            return Datasets.load(nameOrPath, columns);
        }
        return TableFiles.read(Path.of(nameOrPath), columns);
    }

    private static boolean isFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
