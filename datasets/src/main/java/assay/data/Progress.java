package assay.data;

/** Told how far a long transfer has come. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = (done, total) -> {};

    /**
     * Called after every block.
     *
     * @param done bytes so far, those of an earlier, interrupted transfer included
     * @param total bytes in all, negative when unknown
     */
    void update(long done, long total);
}
