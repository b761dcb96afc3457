package assay.rounds;

import java.util.List;

/** A partition of visitors, frozen: the same visitor is in the same segment for good. Immutable. */
public interface Segmentation {

    /**
     * The number of segments.
     *
     * @return at least 1
     */
    int count();

    /**
     * The segment of a visitor.
     *
     * @param covariates the covariates in the order of the design; not to be written to
     * @return from 0
     */
    int segment(double[] covariates);

    /**
     * Who is in each segment.
     *
     * @return a rule by segment, in words that name covariates
     */
    List<String> rules();

    /**
     * The segmentation as text, from which its model reads it back.
     *
     * @return JSON
     */
    String toJson();

    /**
     * The name of a segment in tables and files.
     *
     * @param segment from 0
     * @return such as {@code s1}
     */
    static String name(int segment) {
        return "s" + (segment + 1);
    }
}
