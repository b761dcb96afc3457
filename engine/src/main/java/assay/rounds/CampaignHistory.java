package assay.rounds;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a campaign so far: all that its file keeps. Immutable, but for totals that nobody writes to once they are here.
 *
 * @param segmentationOrNull the segments, or null during discovery
 * @param closed totals of the rounds that are closed
 * @param plans plans of those and of the round under way
 * @param openOrNull totals of the round under way, or null if the campaign is over
 * @param chunks for each round with a plan the logs that were taken in
 * @param discovery rows of discovery, none once segments are found
 */
record CampaignHistory(
        @Nullable Segmentation segmentationOrNull,
        List<RoundTotals> closed,
        List<RoundPlan> plans,
        @Nullable RoundTotals openOrNull,
        List<List<Chunk>> chunks,
        List<RoundLog> discovery) {

    CampaignHistory {
        closed = List.copyOf(closed);
        plans = List.copyOf(plans);
        chunks = List.copyOf(chunks);
        discovery = List.copyOf(discovery);
    }

    int segments() {
        return segmentationOrNull == null ? 1 : segmentationOrNull.count();
    }

    /** What the closed rounds have shown. */
    Evidence evidence(CampaignDesign design) {
        Evidence evidence = new Evidence(EvidenceRule.of(design), segments(), design.armCount());
        for (RoundTotals totals : closed) {
            evidence.open(totals.round(), totals.propensities());
            evidence.close(totals);
        }
        return evidence;
    }

    CampaignHistory with(RoundTotals totals, Chunk chunk, @Nullable RoundLog kept) {
        List<List<Chunk>> more = new ArrayList<>(chunks);
        int last = more.size() - 1;
        more.set(last, plus(more.get(last), chunk));
        return new CampaignHistory(
                segmentationOrNull, closed, plans, totals, more, kept == null ? discovery : plus(discovery, kept));
    }

    CampaignHistory closed(@Nullable Segmentation segmentation, List<RoundTotals> rounds) {
        return new CampaignHistory(
                segmentation, rounds, plans, null, chunks, segmentation == null ? discovery : List.of());
    }

    CampaignHistory opened(RoundPlan plan, RoundTotals totals) {
        return new CampaignHistory(
                segmentationOrNull, closed, plus(plans, plan), totals, plus(chunks, List.of()), discovery);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> more = new ArrayList<>(list);
        more.add(element);
        return List.copyOf(more);
    }
}
