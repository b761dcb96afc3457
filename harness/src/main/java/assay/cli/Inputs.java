package assay.cli;

import assay.data.Card;
import assay.data.Datasets;
import assay.data.Progress;
import assay.data.SampledFile;
import assay.data.StoredFile;
import assay.data.TableFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/** Tables named on the command line: a data set of Assay by its name, a draw of a world, or a file by its path. */
final class Inputs {

    /** A file of which rows are drawn at random, such as {@code orders.parquet#sample=100000} or {@code ...,seed=2}. */
    private static final Pattern SAMPLE = Pattern.compile("(.+)#sample=(\\d{1,9})(?:,seed=(\\d{1,18}))?");

    private Inputs() {}

    static Table read(String nameOrPath) {
        return read(nameOrPath, Set.of());
    }

    /** Columns of a table, all if none is named: a large file is read for these alone. */
    static Table read(String nameOrPath, Set<String> columns) {
        if (nameOrPath.startsWith(Worlds.PREFIX)) {
            return Worlds.draw(nameOrPath);
        }
        Matcher sample = SAMPLE.matcher(nameOrPath);
        if (sample.matches()) {
            String seed = sample.group(3);
            return SampledFile.read(
                    file(sample.group(1)), Integer.parseInt(sample.group(2)), seed == null ? 1 : Long.parseLong(seed));
        }
        boolean known = Datasets.cards().stream().anyMatch(card -> card.name().equals(nameOrPath));
        if (known && !isFile(nameOrPath)) {
            return Datasets.load(nameOrPath, columns);
        }
        return TableFiles.read(Path.of(nameOrPath), columns);
    }

    /** The file of a data set by its name, or a file by its path. */
    static Path file(String nameOrPath) {
        boolean known = Datasets.cards().stream().anyMatch(card -> card.name().equals(nameOrPath));
        if (!known || isFile(nameOrPath)) {
            return Path.of(nameOrPath);
        }
        return ships(nameOrPath)
                ? Datasets.get(nameOrPath, Optional.empty(), Progress.SILENT)
                : StoredFile.of(nameOrPath);
    }

    /** Whether a name is that of a data set that ships with Assay. */
    static boolean ships(String name) {
        return Datasets.cards().stream().anyMatch(card -> card.name().equals(name) && card.kind() == Card.Kind.SHIPPED);
    }

    /** Whether a name is that of a file or of a data set. */
    static boolean isTable(String nameOrPath) {
        return isFile(nameOrPath)
                || Datasets.cards().stream().anyMatch(card -> card.name().equals(nameOrPath));
    }

    private static boolean isFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
