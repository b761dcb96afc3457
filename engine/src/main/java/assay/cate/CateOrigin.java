package assay.cate;

import assay.Arguments;

/**
 * What a saved model was made from.
 *
 * @param learner the learner with its options, as text
 * @param outcome the column of the outcome
 * @param treatment the column of the arms
 * @param contrast the arms that were compared, such as {@code 1 - 0}
 * @param rows the rows that it was fitted on, at least 1
 * @param treated the treated among them
 * @param seed the seed of the fit
 * @param version the version of Assay that fitted it
 */
public record CateOrigin(
        String learner,
        String outcome,
        String treatment,
        String contrast,
        int rows,
        int treated,
        long seed,
        String version) {

    public CateOrigin {
        Arguments.atLeast("rows", rows, 1);
        Arguments.atLeast("treated rows", treated, 0);
        if (treated > rows) {
            throw new IllegalArgumentException(treated + " treated of " + rows + " rows");
        }
    }
}
