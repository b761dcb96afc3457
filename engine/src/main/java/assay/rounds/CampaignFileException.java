package assay.rounds;

/** A file that is not a campaign that can go on. */
public final class CampaignFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * An exception.
     *
     * @param message what is wrong and what to do, in sentences
     */
    public CampaignFileException(String message) {
        super(message);
    }
}
