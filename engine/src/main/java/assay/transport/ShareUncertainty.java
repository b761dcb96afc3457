package assay.transport;

/** Whether the shares of cells in the target count as known. */
public enum ShareUncertainty {
    /** The rows of the target are all there are of it. */
    KNOWN("Neyman variances within cells, shares as known, t of Welch and Satterthwaite"),
    /** The rows of the target are a random sample of it: multinomial shares. */
    COUNTED("Neyman variances within cells and multinomial shares, t of Welch and Satterthwaite");

    private final String words;

    ShareUncertainty(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
