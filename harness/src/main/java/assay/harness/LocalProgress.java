package assay.harness;

/** Hears how far work on one table is. */
@FunctionalInterface
public interface LocalProgress {

    /**
     * Called after every batch.
     *
     * @param method name of the method
     * @param part what it is tried on
     * @param replicates replicates so far
     * @param maximum replicates at most
     */
    void at(String method, String part, int replicates, int maximum);
}
