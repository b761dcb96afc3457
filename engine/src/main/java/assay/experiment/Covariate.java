package assay.experiment;

/**
 * A covariate as a number, less its mean over the rows of the experiment.
 *
 * @param name the column, or column=level for the indicator of a level
 * @param column its place among the columns that are read
 * @param level the level that is indicated, NaN for the numbers themselves
 * @param centre the mean
 */
record Covariate(String name, int column, double level, double centre) {

    void fill(int count, int[] index, double[][] raw, double[] out) {
        double[] x = raw[column];
        if (Double.isNaN(level)) {
            for (int i = 0; i < count; i++) {
                out[i] = x[index[i]] - centre;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = (x[index[i]] == level ? 1 : 0) - centre;
            }
        }
    }
}
