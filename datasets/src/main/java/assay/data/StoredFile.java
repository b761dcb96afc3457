package assay.data;

import java.io.IOException;
import java.nio.file.Path;

/** The file of a data set in the cache, for what reads files and not tables. */
public final class StoredFile {

    private StoredFile() {}

    /**
     * The verified file of a data set that was fetched before.
     *
     * @param name of the data set
     * @return the file in the cache, whole and as it was when it was verified
     * @throws DataException if there is no such data set, it has not been fetched, or its file has changed
     */
    public static Path of(String name) {
        Card card = Datasets.card(name);
        Cache cache = Cache.of(System.getenv(), System.getProperty("user.home"));
        try {
            Path file = cache.find(card)
                    .orElseThrow(() -> new DataException(
                            DataProblem.DOWNLOAD_FAILED,
                            name + " has not been fetched yet. Run: assay data get " + name));
            if (!cache.check(card, file)) {
                cache.store(card, file, Verifier.verify(card, file, file.toString()));
            }
            return file;
        } catch (IOException e) {
            throw new DataException(DataProblem.FILE_FORMAT, "The file of " + name + " cannot be read: " + e, e);
        }
    }
}
