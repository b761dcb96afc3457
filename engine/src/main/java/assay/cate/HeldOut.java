package assay.cate;

/** Rows that a model was judged on, with effects predicted by a model of other rows. Arrays are shared and must not be written to. */
public final class HeldOut {

    private final CateFit fit;
    private final int[] rows;

    /**
     * Judged rows.
     *
     * @param fit effects predicted by a model that has not seen any of these rows, the scores of the rows, and that model
     * @param rows where in the sample each row of the fit is, zero-based
     * @throws IllegalArgumentException if lengths differ
     */
    public HeldOut(CateFit fit, int[] rows) {
        if (rows.length != fit.size()) {
            throw new IllegalArgumentException(rows.length + " rows for a fit of " + fit.size());
        }
        this.fit = fit;
        this.rows = rows;
    }

    /**
     * A fit as it is: its effects are predicted without the row, though by models that have seen the other rows.
     *
     * @param fit the fit of a whole sample
     * @return all rows
     */
    static HeldOut all(CateFit fit) {
        int[] rows = new int[fit.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        return new HeldOut(fit, rows);
    }

    /**
     * Effects and scores.
     *
     * @return of the judged rows only
     */
    public CateFit fit() {
        return fit;
    }

    /**
     * Where the judged rows are.
     *
     * @return the shared array of zero-based rows of the sample
     */
    public int[] rows() {
        return rows;
    }
}
