package assay.harness;

/** Keeps the batches of a cell, so that a run that was stopped can go on from what it has. */
interface BatchLog {

    /** Keeps nothing. */
    BatchLog NONE = new BatchLog() {
        @Override
        public boolean replay(int first, boolean[][] wanted, Replicate[] batch) {
            return false;
        }

        @Override
        public void append(int first, boolean[][] wanted, Replicate[] batch) {
            // Nobody will ask.
        }
    };

    /** Fills a batch with what was kept of it; false, here and from here on, if it was not. */
    boolean replay(int first, boolean[][] wanted, Replicate[] batch);

    /** Keeps a batch, before it is counted. */
    void append(int first, boolean[][] wanted, Replicate[] batch);
}
