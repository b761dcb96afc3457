package assay.sequential;

import java.io.Serial;

/** A stream of looks on which no sequential guarantee would hold. */
public final class ThreatException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ValidityThreat threat;

    /**
     * Refuses a stream.
     *
     * @param threat what breaks the guarantee
     * @param finding what was seen and where, a sentence
     */
    public ThreatException(ValidityThreat threat, String finding) {
        super(finding + " That breaks the guarantee over all looks: " + threat.reason() + ". What to do: "
                + threat.remedy() + ".");
        this.threat = threat;
    }

    /**
     * What breaks the guarantee.
     *
     * @return the threat
     */
    public ValidityThreat threat() {
        return threat;
    }
}
