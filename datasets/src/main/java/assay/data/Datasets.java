package assay.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * Real data by name. Some tables ship with Assay; larger ones are fetched once into a cache, which is the folder
 * {@code ASSAY_CACHE}, or {@code assay} in {@code XDG_CACHE_HOME}, or {@code ~/.cache/assay}.
 *
 * <pre>{@code
 * Table star = Datasets.load("star");
 * }</pre>
 */
public final class Datasets {

    private Datasets() {}

    /**
     * All cards.
     *
     * @return those that ship first
     */
    public static List<Card> cards() {
        return library().cards();
    }

    /**
     * The card of a data set.
     *
     * @param name of the data set
     * @return its card
     * @throws DataException if there is none; the nearest name is suggested
     */
    public static Card card(String name) {
        return library().card(name);
    }

    /**
     * A data set as a table, after its checksum has been verified.
     *
     * @param name of the data set
     * @return the table, named like the data set, in the order of the file
     * @throws DataException if there is no such data set, it has to be fetched first, or its file has changed
     */
    public static Table load(String name) {
        return library().load(name, Set.of());
    }

    /**
     * Columns of a data set as a table, after its checksum has been verified. A large file is read for these alone.
     *
     * @param name of the data set
     * @param columns the columns that are needed; all if empty
     * @return the table, named like the data set, in the order of the file, with at least these columns
     * @throws DataException as {@link #load(String)}, or if a column of a large file is not there
     */
    public static Table load(String name, Set<String> columns) {
        return library().load(name, columns);
    }

    /**
     * Fetches a data set into the cache, unless it is there, and verifies it. An interrupted download continues where it
     * stopped. A file is stored in one step: what is in the cache is whole and verified.
     *
     * @param name of the data set; one that ships is copied into the cache
     * @param from a file to take instead of downloading, as CSV, gzipped CSV or Parquet
     * @param progress told of the bytes that came
     * @return the file in the cache
     * @throws DataException if there is no such data set, it cannot be downloaded, or the file is not the one that the
     *     card describes
     */
    public static Path get(String name, Optional<Path> from, Progress progress) {
        return library().get(name, from, progress);
    }

    private static Library library() {
        return new Library(Cards.all(), Cache.of(System.getenv(), System.getProperty("user.home")));
    }
}
