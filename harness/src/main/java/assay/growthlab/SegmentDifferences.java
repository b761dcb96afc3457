package assay.growthlab;

import assay.data.DataException;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where the rules for segments part. */
final class SegmentDifferences {

    private SegmentDifferences() {}

    static List<Difference> of(Study study, @Nullable SegmentStage segments, MetricResult whole) {
        List<String> interactions = new ArrayList<>();
        List<String> small = new ArrayList<>();
        int leftOut = segments == null ? 0 : segments.leftOut();
        PolicyConfig.@Nullable Segments policy = segments == null ? null : segments.policy();
        for (SegmentCandidate.Judged judged :
                segments == null ? List.<SegmentCandidate.Judged>of() : segments.candidates()) {
            SegmentCandidate candidate = judged.candidate();
            double p = complement(study, candidate, whole);
            double limit = policy == null ? 0 : policy.interactionThreshold();
            if (p <= limit != candidate.interaction() <= limit) {
                interactions.add(Differences.text(
                        "%s: p %.3g against all, %.3g against the others",
                        candidate.key(), candidate.interaction(), p));
            }
            int analysed = candidate.result().analysed();
            if (policy != null && analysed < policy.minimum()) {
                small.add(candidate.key() + " (" + analysed + " of " + candidate.assigned() + ")");
            }
        }
        return List.of(
                new Difference(
                        "Interaction against the whole.",
                        "a segment is tested against the average of which it is part, with a standard error that is too large.",
                        "against its complement.",
                        interactions.isEmpty() ? "" : String.join("; ", interactions) + "."),
                new Difference(
                        "Sizes of segments.",
                        "assigned users are counted, not those who are analysed.",
                        "analysed users are counted.",
                        small.isEmpty() ? "" : "below the minimum: " + String.join(", ", small) + "."),
                new Difference(
                        "Segments are left out in silence.",
                        "beyond the largest number, segments are dropped in the order of the alphabet.",
                        "too many segments are an error.",
                        leftOut > 0 ? leftOut + " segments were not looked at." : ""),
                new Difference(
                        "Intervals of segments are not adjusted.",
                        "they are of the level of the whole.",
                        "they are of the level at which they are judged.",
                        ""));
    }

    /** P-value of a segment against all others. */
    private static double complement(Study study, SegmentCandidate candidate, MetricResult whole) {
        Frame all = study.frame();
        int[] others = IntStream.range(0, all.rows())
                .filter(i -> !candidate.values().entrySet().stream()
                        .allMatch(e -> Objects.equals(all.grouping(e.getKey())[i], e.getValue())))
                .toArray();
        if (others.length == 0) {
            return Double.NaN;
        }
        try {
            Comparison rest = MetricResult.of(
                            all.at(others), whole.metric(), whole.view(), whole.alpha(), whole.power())
                    .comparison();
            Comparison own = candidate.result().comparison();
            double variance = own.stdError() * own.stdError() + rest.stdError() * rest.stdError();
            return 2 * NormalDistribution.survival(Math.abs(own.effect() - rest.effect()) / Math.sqrt(variance));
        } catch (DataException e) {
            return Double.NaN;
        }
    }
}
