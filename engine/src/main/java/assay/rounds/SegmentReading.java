package assay.rounds;

import java.util.List;

/**
 * What a campaign has shown in a segment.
 *
 * @param name name of the segment
 * @param rule who is in it, in words
 * @param visitors rows so far, those of discovery among them
 * @param share their share
 * @param arms the treated arms
 * @param logDrift logarithm of the e-value against stationarity
 * @param alarm the round of the drift alarm, negative where there was none
 */
public record SegmentReading(
        String name, String rule, long visitors, double share, List<ArmReading> arms, double logDrift, int alarm) {

    public SegmentReading {
        arms = List.copyOf(arms);
    }
}
