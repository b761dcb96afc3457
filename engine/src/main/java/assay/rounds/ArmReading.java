package assay.rounds;

import assay.Estimate;
import java.util.Optional;

/**
 * What a campaign has shown of an arm in a segment.
 *
 * @param arm name of the arm
 * @param effect its effect against control in the segment; empty before a round after discovery has told of it
 * @param logGraduation logarithm of the e-value against an effect of at most the least that is worth having
 * @param logDrop logarithm of the e-value against an effect of at least that
 * @param status what is to be done
 * @param decided the round after which that was decided, negative where it was not
 * @param chance the arm's chance in the optimised cell of the next round, or of the last where there is none
 */
public record ArmReading(
        String arm,
        Optional<Estimate> effect,
        double logGraduation,
        double logDrop,
        Status status,
        int decided,
        double chance) {}
