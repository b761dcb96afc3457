package assay.rounds;

/**
 * Finds segments in the rows of discovery. What it may use is the observed log alone; whatever it finds is judged by later rounds.
 */
public interface SegmentModel {

    /**
     * The name in files.
     *
     * @return kebab case
     */
    String name();

    /**
     * Finds segments. A pure function: equal logs give equal segments.
     *
     * @param design the design
     * @param log the rows of discovery
     * @return the segments
     * @throws assay.EstimationException if the rows cannot tell
     */
    Segmentation discover(CampaignDesign design, RoundLog log);

    /**
     * Reads back what {@link Segmentation#toJson()} wrote.
     *
     * @param design the design
     * @param json the text
     * @return an equal segmentation
     * @throws IllegalArgumentException if it is no such text, or of other covariates
     */
    Segmentation read(CampaignDesign design, String json);
}
