package assay.decision.brief;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a brief says beyond the decision itself.
 *
 * @param credentials certificates of the methods that were used
 * @param characteristics how often this way to decide is right, one sentence each; empty where that is not known
 * @param priorSd standard deviation of true effects in the unit of the primary metric, about 0; empty to say nothing of a posterior
 * @param decidedAt when it was decided, as it is to be written; empty to leave it out
 */
public record BriefOptions(
        List<Credential> credentials,
        List<String> characteristics,
        OptionalDouble priorSd,
        Optional<String> decidedAt) {

    public BriefOptions {
        credentials = List.copyOf(credentials);
        characteristics = List.copyOf(characteristics);
        if (priorSd.isPresent() && !(priorSd.getAsDouble() > 0 && priorSd.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the prior needs a finite standard deviation above 0, not " + priorSd.getAsDouble());
        }
    }

    /**
     * Nothing beyond the decision.
     *
     * @return the options
     */
    public static BriefOptions none() {
        return new BriefOptions(List.of(), List.of(), OptionalDouble.empty(), Optional.empty());
    }
}
